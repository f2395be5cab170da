pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Each file of an act: what it is, how far it is, what went wrong with it.
ColumnLayout {
    id: lines

    property list<var> files: []

    spacing: Theme.s8

    Repeater {
        model: lines.files

        ColumnLayout {
            id: line

            required property var modelData

            Layout.fillWidth: true
            spacing: Theme.s4
            Accessible.role: Accessible.ListItem
            Accessible.name: [modelData.text, modelData.state, modelData.size, modelData.problem].filter(word => word !== "").join(", ")

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.s8

                AppIcon {
                    name: line.modelData.icon
                    size: Theme.iconSmall
                    color: Theme.colors.textQuiet
                }

                AppText {
                    Layout.fillWidth: true
                    text: line.modelData.text + " · " + line.modelData.state
                    kind: "small"
                }

                AppText {
                    text: line.modelData.size
                    kind: "small"
                    quiet: true
                    figures: true
                    wrapMode: Text.NoWrap
                }
            }

            ProgressLine {
                Layout.fillWidth: true
                visible: line.modelData.progress > 0 && line.modelData.progress < 1
                value: line.modelData.progress
                text: line.modelData.size
            }

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: line.modelData.problem
                kind: "small"
                quiet: true
            }
        }
    }
}
