pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The cases of the map as a list: what the marks say, for whoever reads or listens. After a touch on a mark only its cases.
FocusScope {
    id: view

    required property MapRoom room
    readonly property bool card: room.pane === "card"

    signal openCase(string caseId)

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.s12
        anchors.rightMargin: Theme.s12
        spacing: Theme.s4

        PageHeader {
            objectName: "map.header"
            Layout.fillWidth: true
            title: view.card ? qsTr("Here") : qsTr("Map")
            subtitle: view.card ? "" : view.room.summary
            back: view.card
            backText: qsTr("All in view")
            onBackClicked: view.room.closeCard()
        }

        Choice {
            objectName: "map.which"
            Layout.fillWidth: true
            visible: !view.card
            options: [
                {
                    value: "open",
                    text: qsTr("Open")
                },
                {
                    value: "to_do",
                    text: qsTr("To do")
                },
                {
                    value: "mine",
                    text: qsTr("Mine")
                }
            ]
            value: view.room.which
            onChosen: value => view.room.choose(value)
        }

        ListView {
            id: list

            objectName: "map.cases"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: Theme.s4
            clip: true
            focus: true
            onActiveFocusChanged: if (currentItem?.activeFocus ?? false) // a finger on another row moves nothing under it
                positionViewAtIndex(currentIndex, ListView.Contain)
            spacing: Theme.s4
            model: view.room.cases
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: true
            Accessible.role: Accessible.List
            Accessible.name: view.room.summary
            footer: Item {
                height: Theme.s12
            }
            delegate: CaseCard {
                width: list.width
                focus: ListView.isCurrentItem
                focusPolicy: focus ? Qt.StrongFocus : Qt.ClickFocus
                onClicked: view.openCase(rowId)
            }

            ToldRows {
                view: list
            }

            EmptyState {
                objectName: "map.empty"
                anchors.centerIn: parent
                width: parent.width
                visible: list.count === 0 && view.room.loaded
                iconName: list.height < 180 * Theme.scale ? "" : "map"
                title: qsTr("No cases here")
                text: list.height < 80 * Theme.scale ? "" : view.room.unsynced !== "" ? view.room.unsynced : qsTr("Move the map, or show all cases.")
                actionText: list.height < 320 * Theme.scale ? "" : qsTr("Show all cases") // there is a tool for it on the map
                onActionClicked: view.room.showAll()
            }
        }
    }
}
