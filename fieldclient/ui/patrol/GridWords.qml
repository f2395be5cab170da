pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The grids of a patrol, each with its word.
Card {
    id: card

    required property RowModel grids

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.grids

            RowLayout {
                id: row

                required property string rowId
                required property string title
                required property string word
                required property string meaning
                required property string iconName

                Layout.fillWidth: true
                Layout.leftMargin: Theme.s12
                Layout.rightMargin: Theme.s12
                Layout.minimumHeight: 44
                spacing: Theme.s8

                AppText {
                    Layout.fillWidth: true
                    text: row.title
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }

                Mark {
                    objectName: "patrol.grid." + row.rowId
                    meaning: row.meaning
                    iconName: row.iconName
                    text: row.word
                }
            }
        }
    }
}
