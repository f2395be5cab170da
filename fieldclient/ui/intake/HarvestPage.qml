pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// The drafts that came of a card. Each is one tap from being finished; those that lack nothing are filed together.
FocusScope {
    id: page

    required property IntakeRoom room
    readonly property Harvest harvest: room.harvest

    signal closed
    signal openDraft(string draftId)

    Component.onCompleted: page.harvest.load()

    AppPage {
        anchors.fill: parent
        objectName: "intake"
        title: qsTr("Drafts from the card")
        subtitle: qsTr("They are on the home page too. Tap one to finish it.")
        back: true
        bodyWidth: 840
        scrolls: false
        onBackClicked: page.closed()
        footer: [
            AppButton {
                objectName: "intake.sortOn"
                visible: page.room.table.groups.count > 0
                text: qsTr("Sort the rest")
                iconName: "layers"
                onClicked: page.room.sortOn()
            },
            AppButton {
                objectName: "intake.next"
                visible: page.room.table.groups.count === 0
                text: qsTr("Another card")
                iconName: "hard-drive"
                onClicked: page.room.sortOn()
            },
            Item {
                Layout.fillWidth: true
            },
            AppButton {
                objectName: "intake.fileAll"
                visible: page.harvest.complete > 0
                kind: "primary"
                iconName: "send"
                busy: page.harvest.filing
                text: qsTr("Submit %n that are complete", "", page.harvest.complete)
                onClicked: page.harvest.fileComplete()
            }
        ]

        Card {
            id: sheet

            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(Math.max(160, page.height - 220), list.count > 0 ? list.contentHeight + 2 * sheet.padding : 320 * Theme.scale)
            padding: Theme.s4

            ListView {
                id: list

                anchors.fill: parent
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                onActiveFocusChanged: if (currentItem?.activeFocus ?? false) // a finger on another row moves nothing under it
                    positionViewAtIndex(currentIndex, ListView.Contain)
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Drafts")
                model: page.harvest.rows
                T.ScrollBar.vertical: AppScrollBar {}

                delegate: ListRow {
                    required property string rowId
                    required title
                    required line
                    required thumbnail

                    objectName: "intake.draft." + rowId
                    width: list.width
                    arrow: true
                    focus: ListView.isCurrentItem
                    focusPolicy: focus ? Qt.StrongFocus : Qt.ClickFocus
                    onClicked: page.openDraft(rowId)
                }

                ToldRows {
                    view: list
                }

                EmptyState {
                    anchors.centerIn: parent
                    width: parent.width
                    visible: list.count === 0
                    iconName: "check-circle"
                    title: qsTr("Nothing is left to finish")
                    text: qsTr("What was filed waits in the outbox, or has arrived.")
                }
            }
        }
    }
}
