pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What I wrote to many, and how many of them have read it.
ColumnLayout {
    id: counts

    required property RowModel bulletins

    spacing: Theme.s4

    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("Your messages")
    }

    Card {
        Layout.fillWidth: true

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.s12

            Repeater {
                model: counts.bulletins

                ColumnLayout {
                    id: entry

                    required property string rowId
                    required property string title
                    required property string line
                    required property real share

                    objectName: "activity.bulletin." + rowId
                    Layout.fillWidth: true
                    spacing: Theme.s4
                    Accessible.role: Accessible.StaticText
                    Accessible.name: title + ", " + line

                    AppText {
                        Layout.fillWidth: true
                        text: entry.title
                        strong: true
                        Accessible.ignored: true
                    }

                    Rectangle {
                        Layout.fillWidth: true
                        implicitHeight: 8
                        radius: 4
                        color: Theme.colors.sunken
                        border.width: Theme.stroke
                        border.color: Theme.colors.line

                        Rectangle {
                            width: parent.width * Math.min(1, entry.share)
                            height: parent.height
                            radius: 4
                            color: Theme.colors.accent
                        }
                    }

                    AppText {
                        Layout.fillWidth: true
                        text: entry.line
                        kind: "small"
                        quiet: true
                        figures: true
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
