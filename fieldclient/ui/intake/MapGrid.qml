pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Lines at round metres, the scale bar and north.
Item {
    id: grid

    required property CardMap view
    readonly property real stepPx: view.step * view.pixelsPerMetre
    readonly property real zeroX: width / 2 - view.east * view.pixelsPerMetre
    readonly property real zeroY: height / 2 + view.north * view.pixelsPerMetre

    Repeater {
        model: Math.min(60, Math.ceil(grid.width / grid.stepPx) + 1)

        Rectangle {
            required property int index

            x: Math.round((grid.zeroX % grid.stepPx + grid.stepPx) % grid.stepPx + (index - 1) * grid.stepPx)
            width: 1
            height: grid.height
            color: Theme.colors.line
        }
    }

    Repeater {
        model: Math.min(60, Math.ceil(grid.height / grid.stepPx) + 1)

        Rectangle {
            required property int index

            y: Math.round((grid.zeroY % grid.stepPx + grid.stepPx) % grid.stepPx + (index - 1) * grid.stepPx)
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
            objectName: "intake.map.scale"
            text: grid.view.map.distanceText(grid.view.step)
            kind: "small"
            quiet: true
            figures: true
        }

        Rectangle {
            width: Math.round(grid.stepPx)
            height: 4
            color: Theme.colors.lineStrong
        }
    }
}
