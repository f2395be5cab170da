pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Photos in one spot, in the colour of their report; the one that is looked at is larger and has the report's number.
Item {
    id: dot

    required property CardMap view
    required property string rowId
    required property real east
    required property real north
    required property int number
    required property list<string> keys
    readonly property bool looked: keys.includes(view.table.focusKey)

    objectName: "intake.dot." + rowId
    x: view.xOf(east)
    y: view.yOf(north)
    z: looked ? 2 : 1
    Accessible.ignored: true

    Rectangle {
        readonly property int size: dot.looked ? Math.round(26 * Math.max(1, 0.85 * Theme.scale)) : 14

        x: -size / 2
        y: -size / 2
        width: size
        height: size
        radius: size / 2
        color: dot.number > 0 ? Theme.group(dot.number - 1) : Theme.colors.surface
        border.width: dot.looked ? 3 : 2
        border.color: dot.number > 0 ? Theme.colors.surface : Theme.colors.textQuiet

        AppText {
            anchors.centerIn: parent
            visible: dot.looked && dot.number > 0
            text: dot.number
            kind: "small"
            strong: true
            color: Theme.colors.onGroup
        }
    }

    TapHandler {
        margin: 17
        onTapped: dot.view.tapped(dot.keys[0])
    }
}
