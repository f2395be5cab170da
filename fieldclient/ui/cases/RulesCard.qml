pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is settled about asking for something, before it is asked for: who decides, how often, until when, and the deadline.
Card {
    id: card

    required property RowModel rules

    visible: rules.count > 0
    objectName: "rules"

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        Repeater {
            model: card.rules

            RowLayout {
                id: line

                required property string rowId
                required property string symbol
                required property string text
                required property bool attention

                Layout.fillWidth: true
                spacing: Theme.s12

                AppIcon {
                    Layout.alignment: Qt.AlignTop
                    name: line.symbol
                    color: line.attention ? Theme.colors.attention.line : Theme.colors.textQuiet
                }

                AppText {
                    objectName: "rules." + line.rowId
                    Layout.fillWidth: true
                    text: line.text
                    paragraph: true
                    figures: true
                    color: line.attention ? Theme.colors.attention.line : Theme.colors.text
                    font.weight: line.attention ? Font.Medium : Font.Normal
                }
            }
        }
    }
}
