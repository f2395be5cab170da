pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Drafts and decisions that were put away in the last twelve hours: each can be brought back.
Card {
    id: card

    required property RowModel rows

    signal backRequested(string rowId, bool isDraft)

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.rows

            GridLayout {
                id: entry

                required property string rowId
                required property bool isDraft
                required property string title
                required property string until

                Layout.fillWidth: true
                Layout.leftMargin: Theme.s12
                Layout.rightMargin: Theme.s8
                Layout.topMargin: Theme.s8
                Layout.bottomMargin: Theme.s8
                columns: card.width < 480 * Theme.scale ? 1 : 2
                columnSpacing: Theme.s12

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.s4

                    AppText {
                        Layout.fillWidth: true
                        text: entry.isDraft ? qsTr("Draft: %1").arg(entry.title) : entry.title
                    }

                    AppText {
                        Layout.fillWidth: true
                        text: entry.until
                        kind: "small"
                        quiet: true
                        figures: true
                    }
                }

                AppButton {
                    objectName: "outbox.back." + entry.rowId
                    text: qsTr("Bring back")
                    iconName: "undo"
                    Accessible.name: text + ": " + entry.title
                    onClicked: card.backRequested(entry.rowId, entry.isDraft)
                }
            }
        }
    }
}
