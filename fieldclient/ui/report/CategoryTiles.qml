pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The recent choices and the ten categories with the extension group below.
ScrollArea {
    id: control

    required property CategoryPicker categories
    // No word of a name in two pieces.
    readonly property int across: Math.max(2, Math.floor(column.width / (180 * (0.65 + 0.35 * Theme.scale))))

    signal opened(string code)

    contentHeight: column.implicitHeight + Theme.s32

    ColumnLayout {
        id: column

        x: Math.max(Theme.s16, Math.round((control.width - width) / 2))
        width: Math.min(960 * Theme.scale, control.width - 2 * Theme.s16)
        spacing: Theme.s8

        SectionTitle {
            Layout.fillWidth: true
            visible: recent.count > 0
            text: qsTr("Recent")
        }

        Flow {
            Layout.fillWidth: true
            visible: recent.count > 0
            spacing: Theme.s8

            Repeater {
                id: recent

                model: control.categories.recent

                Chip {
                    required property string rowId
                    required property string name
                    required property string symbol
                    required property int index

                    objectName: "category.recent." + index
                    text: name
                    iconName: symbol
                    checked: rowId === control.categories.current
                    onClicked: control.categories.choose(rowId)
                }
            }
        }

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("All categories")
        }

        GridLayout {
            Layout.fillWidth: true
            columns: control.across
            columnSpacing: Theme.s12
            rowSpacing: Theme.s12

            Repeater {
                model: control.categories.tiles

                CategoryTile {
                    required property string rowId

                    objectName: "category.tile." + rowId
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 100
                    onClicked: control.opened(rowId)
                }
            }
        }
    }
}
