import QtQuick
import fieldclient.ui.theme

// What a photo or the device says: a dot, and how sure it is as a circle.
Item {
    id: mark

    required property PadView view
    required property string rowId
    required property real east
    required property real north
    required property real accuracy

    x: view.xOf(east)
    y: view.yOf(north)
    Accessible.ignored: true

    Rectangle {
        readonly property real radiusPx: mark.accuracy * mark.view.pixelsPerMetre

        visible: radiusPx > 6
        x: -radiusPx
        y: -radiusPx
        width: 2 * radiusPx
        height: width
        radius: radiusPx
        color: Theme.colors.hover
        border.width: Math.max(1, Theme.stroke)
        border.color: Theme.colors.lineStrong
    }

    Rectangle {
        x: -6
        y: -6
        width: 12
        height: 12
        radius: 6
        color: Theme.colors.surface
        border.width: 3
        border.color: Theme.colors.textQuiet
    }
}
