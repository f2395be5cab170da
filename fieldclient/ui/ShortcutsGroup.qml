pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Shortcuts under one title.
ColumnLayout {
    id: group

    property string title: ""
    property list<var> rows: []

    spacing: Theme.s8

    AppText {
        Layout.fillWidth: true
        text: group.title
        strong: true
        quiet: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Repeater {
        model: group.rows

        RowLayout {
            id: row

            required property var modelData

            Layout.fillWidth: true
            spacing: Theme.s12
            Accessible.role: Accessible.ListItem
            Accessible.name: modelData.text + ": " + modelData.keys

            AppText {
                Layout.fillWidth: true
                text: row.modelData.text
                Accessible.ignored: true
            }

            Rectangle {
                Layout.alignment: Qt.AlignTop
                implicitWidth: keys.implicitWidth + 2 * Theme.s8
                implicitHeight: keys.implicitHeight + Theme.s8
                radius: Theme.s4
                color: Theme.colors.sunken
                border.width: Math.max(1, Theme.stroke)
                border.color: Theme.colors.line

                AppText {
                    id: keys

                    anchors.centerIn: parent
                    text: row.modelData.keys
                    kind: "small"
                    figures: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
