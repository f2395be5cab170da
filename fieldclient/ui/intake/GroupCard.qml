pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A report to be: its number on the map, when and where, its category, its photos.
Item {
    id: card

    required property GroupsView view
    required property SortTable table
    required property string rowId
    required property int index
    required property int number
    required property string title
    required property bool hasSubject
    required property string when
    required property string place
    required property string count
    required property string lacks
    required property var photos
    readonly property bool chosen: table.chosenGroups.includes(rowId)
    readonly property bool current: view.currentIndex === index && view.activeFocus

    implicitHeight: sheet.height + Theme.s8
    Accessible.role: Accessible.ListItem
    Accessible.focusable: true // the list hands the keyboard on to it
    Accessible.name: [number, title, when, count, lacks !== "" ? lacks : place].filter(word => word !== "").join(", ")

    Rectangle {
        id: sheet

        width: parent.width
        height: column.implicitHeight + 2 * Theme.s12
        radius: Theme.radiusCard
        color: card.chosen ? Theme.colors.accentQuiet : Theme.colors.surface
        border.width: card.chosen || card.view.dropIndex === card.index ? 2 : Theme.stroke
        border.color: card.chosen || card.view.dropIndex === card.index ? Theme.colors.accent : Theme.colors.line
        opacity: card.view.draggedGroup === card.rowId ? 0.5 : 1

        FocusRing {
            visible: card.current
            gap: -2
            radius: Theme.radiusCard - 2
        }

        ColumnLayout {
            id: column

            x: Theme.s12
            y: Theme.s12
            width: parent.width - 2 * Theme.s12
            spacing: Theme.s8

            GridLayout {
                id: head

                readonly property bool narrow: width < 400 * Theme.scale // the category below the facts

                Layout.fillWidth: true
                columns: narrow ? 3 : 4
                columnSpacing: Theme.s8
                rowSpacing: Theme.s4

                Rectangle {
                    implicitWidth: Math.max(implicitHeight, badge.implicitWidth + Theme.s12)
                    implicitHeight: Math.max(32, badge.implicitHeight + 4)
                    radius: height / 2
                    color: Theme.group(card.number - 1)

                    AppText {
                        id: badge

                        anchors.centerIn: parent
                        text: card.number
                        strong: true
                        figures: true
                        color: Theme.colors.onGroup
                    }
                }

                Item {
                    Layout.fillWidth: true
                    implicitHeight: Math.max(Theme.touch, texts.implicitHeight)

                    ColumnLayout {
                        id: texts

                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width
                        spacing: 0

                        AppText {
                            Layout.fillWidth: true
                            text: card.when + " · " + card.count
                            strong: true
                            figures: true
                        }

                        AppText {
                            Layout.fillWidth: true
                            text: card.lacks !== "" ? card.lacks : card.place
                            kind: "small"
                            quiet: card.lacks === ""
                            color: card.lacks !== "" ? Theme.colors.attention.line : Theme.colors.textQuiet
                            figures: true
                        }
                    }

                    TapHandler {
                        onTapped: {
                            card.view.currentIndex = card.index;
                            card.view.forceActiveFocus();
                            card.table.toggleGroup(card.rowId);
                        }
                    }

                    DragHandler {
                        target: null
                        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad | PointerDevice.Stylus
                        cursorShape: Qt.ClosedHandCursor
                        onActiveChanged: {
                            if (active)
                                card.view.drag([], card.rowId, card.photos.length > 0 ? card.table.facts(card.photos[0].key).picture : "");
                            else
                                card.view.drop();
                        }
                        onCentroidChanged: if (active && centroid.pressedButtons !== Qt.NoButton)
                            card.view.dragTo(centroid.scenePosition)
                    }
                }

                AppButton {
                    objectName: "intake.subject." + card.number
                    Layout.row: head.narrow ? 1 : 0
                    Layout.column: head.narrow ? 1 : 2
                    Layout.columnSpan: head.narrow ? 2 : 1
                    Layout.maximumWidth: Math.max(120, card.width * (head.narrow ? 0.8 : 0.4))
                    text: card.hasSubject ? card.title : qsTr("Category…")
                    iconName: card.hasSubject ? "" : "tag"
                    focusPolicy: Qt.NoFocus
                    Accessible.name: qsTr("Category of report %1: %2").arg(card.number).arg(card.title)
                    onClicked: card.view.subjectWanted(card.index)
                }

                IconButton {
                    id: pick

                    objectName: "intake.pick." + card.number
                    Layout.row: 0
                    Layout.column: head.narrow ? 2 : 3
                    iconName: card.chosen ? "check-circle" : "circle"
                    ink: card.chosen ? Theme.colors.accent : Theme.colors.textQuiet
                    focusPolicy: Qt.NoFocus
                    text: card.chosen ? qsTr("Report %1 is chosen").arg(card.number) : qsTr("Choose report %1").arg(card.number)
                    checkable: true
                    checked: card.chosen
                    onToggled: pick.checked = Qt.binding(() => card.chosen) // as chosen, not as touched
                    onClicked: {
                        card.view.currentIndex = card.index;
                        card.table.toggleGroup(card.rowId);
                    }
                }
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.s8

                Repeater {
                    model: card.photos

                    GroupTile {
                        required property var modelData

                        objectName: "intake.photo." + modelData.name
                        view: card.view
                        table: card.table
                        groupId: card.rowId
                        key: modelData.key
                        fileName: modelData.name
                        symbol: modelData.symbol
                    }
                }
            }

            AppButton {
                objectName: "intake.same." + card.number
                visible: !card.hasSubject && card.table.lastSubject !== ""
                kind: "quiet"
                iconName: "repeat"
                text: qsTr("Same category: %1").arg(card.table.lastSubject)
                focusPolicy: Qt.NoFocus
                onClicked: card.view.sameAgain(card.index)
            }
        }
    }
}
