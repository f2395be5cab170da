pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Lines at round metres, what is filed already, the scale bar and north.
Item {
    id: grid

    required property PadView view
    readonly property int across: Math.ceil(width / (view.step * view.pixelsPerMetre)) + 2
    readonly property int down: Math.ceil(height / (view.step * view.pixelsPerMetre)) + 2
    readonly property real firstEast: Math.floor((view.east - width / 2 / view.pixelsPerMetre) / view.step) * view.step
    readonly property real firstNorth: Math.floor((view.north - height / 2 / view.pixelsPerMetre) / view.step) * view.step

    Repeater {
        model: grid.view.pad.ground.drawn ? 0 : grid.across

        Rectangle {
            required property int index

            x: Math.round(grid.view.xOf(grid.firstEast + index * grid.view.step))
            width: 1
            height: grid.height
            color: Theme.colors.line
        }
    }

    PadCases {
        z: 1
        view: grid.view
    }

    Repeater {
        model: grid.view.pad.ground.drawn ? 0 : grid.down

        Rectangle {
            required property int index

            y: Math.round(grid.view.yOf(grid.firstNorth + index * grid.view.step))
            width: grid.width
            height: 1
            color: Theme.colors.line
        }
    }

    Column {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s12

        AppIcon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "navigation"
            rotation: -45
            color: Theme.colors.textQuiet
        }

        AppText {
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("N")
            kind: "small"
            strong: true
            quiet: true
        }
    }

    Column {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s12
        spacing: 2

        AppText {
            objectName: "place.scale"
            text: grid.view.pad.distanceText(grid.view.step)
            kind: "small"
            quiet: true
            figures: true
        }

        Rectangle {
            width: Math.round(grid.view.step * grid.view.pixelsPerMetre)
            height: 4
            color: Theme.colors.lineStrong
        }
    }
}
