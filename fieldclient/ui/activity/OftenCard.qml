pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What I reported most, as lying bars with their words.
Card {
    id: card

    required property RowModel often

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s8

        AppText {
            Layout.fillWidth: true
            text: qsTr("What I report most")
            kind: "lead"
            strong: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Repeater {
            model: card.often

            ColumnLayout {
                id: line

                required property string rowId
                required property string title
                required property string count
                required property real share

                objectName: "activity.often." + rowId
                Layout.fillWidth: true
                spacing: 2
                Accessible.role: Accessible.StaticText
                Accessible.name: title + ": " + count

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.s8

                    AppText {
                        Layout.fillWidth: true
                        text: line.title
                        Accessible.ignored: true
                    }

                    AppText {
                        text: line.count
                        quiet: true
                        figures: true
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                }

                Item {
                    Layout.fillWidth: true
                    implicitHeight: 8

                    Rectangle {
                        width: Math.max(4, parent.width * line.share)
                        height: 8
                        radius: 3
                        color: Theme.colors.accent
                    }
                }
            }
        }
    }
}
