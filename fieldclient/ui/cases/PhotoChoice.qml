pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// One photo of a few, or none. Each can be looked at in full before it is chosen.
ColumnLayout {
    id: control

    required property RowModel photos
    property string value: ""
    property string label: ""

    signal chosen(string sha256)
    signal opened(string sha256)

    spacing: Theme.s8

    AppText {
        Layout.fillWidth: true
        text: control.label
        kind: "lead"
        strong: true
    }

    AppText {
        Layout.fillWidth: true
        visible: control.photos.count === 0
        text: qsTr("There is no photo of it on this device.")
        quiet: true
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.s16

        Repeater {
            model: control.photos

            Column {
                id: tile

                required property int index
                required property string rowId
                required property string picture
                required property string label
                readonly property bool current: rowId === control.value

                spacing: Theme.s4

                PhotoTile {
                    objectName: control.objectName + "." + tile.index + ".photo"
                    source: tile.picture
                    mark: tile.label
                    caption: control.label
                    selected: tile.current
                    onClicked: control.opened(tile.rowId)
                }

                Chip {
                    objectName: control.objectName + "." + tile.index
                    text: qsTr("Show this photo")
                    iconName: "circle"
                    checkable: true
                    checked: tile.current
                    Accessible.name: qsTr("%1: show %2").arg(control.label).arg(tile.label)
                    onToggled: checked = Qt.binding(() => tile.current) // as kept, not as touched
                    onClicked: control.chosen(tile.current ? "" : tile.rowId)
                }
            }
        }
    }
}
