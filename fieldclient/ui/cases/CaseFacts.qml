pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is known about the case, one fact a line.
Card {
    id: card

    required property RowModel facts

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.facts

            RowLayout {
                id: line

                required property string title
                required property string value
                required property string symbol

                Layout.fillWidth: true
                Layout.leftMargin: Theme.s12
                Layout.rightMargin: Theme.s12
                Layout.minimumHeight: Theme.touch
                spacing: Theme.s12

                AppIcon {
                    name: line.symbol
                    color: Theme.colors.textQuiet
                }

                AppText {
                    Layout.preferredWidth: Math.round(card.width * 0.26)
                    text: line.title
                    quiet: true
                }

                AppText {
                    Layout.fillWidth: true
                    text: line.value
                    figures: true
                }
            }
        }
    }
}
