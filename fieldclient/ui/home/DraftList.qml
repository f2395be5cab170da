pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Drafts to go on with; each can be put away, with undo.
Card {
    id: card

    required property RowModel drafts

    signal opened(string draftId)
    signal discarded(string draftId)

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.drafts

            RowLayout {
                id: entry

                required property string rowId
                required property string title
                required property string line
                required property string when
                required property string iconName
                required property url thumbnail

                Layout.fillWidth: true
                spacing: 0

                ListRow {
                    objectName: "home.draft." + entry.rowId
                    Layout.fillWidth: true
                    title: entry.title
                    line: entry.line
                    trailing: entry.when
                    thumbnail: entry.thumbnail
                    iconName: entry.iconName
                    onClicked: card.opened(entry.rowId)
                }

                IconButton {
                    objectName: "home.discard." + entry.rowId
                    iconName: "trash"
                    ink: Theme.colors.textQuiet
                    text: qsTr("Put away: %1").arg(entry.title)
                    onClicked: card.discarded(entry.rowId)
                }
            }
        }
    }
}
