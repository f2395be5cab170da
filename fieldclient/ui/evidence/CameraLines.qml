pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.theme

// Thirds over what the camera sees, and a level line where the device feels how it is held.
Item {
    id: lines

    required property Senses senses
    property bool grid: true

    Accessible.ignored: true

    Repeater {
        model: lines.grid ? [1, 2] : []

        Item {
            id: third

            required property int modelData

            anchors.fill: parent

            Rectangle {
                x: Math.round(third.width * third.modelData / 3)
                width: 1
                height: third.height
                color: Theme.colors.onScrim
                opacity: 0.5
            }

            Rectangle {
                y: Math.round(third.height * third.modelData / 3)
                width: third.width
                height: 1
                color: Theme.colors.onScrim
                opacity: 0.5
            }
        }
    }

    Rectangle {
        objectName: "camera.level"
        anchors.centerIn: parent
        visible: lines.senses.hasLevel
        width: Math.min(parent.width, parent.height) * 0.4
        height: lines.senses.level ? 4 : 2
        radius: height / 2
        rotation: -lines.senses.roll
        color: Theme.colors.onScrim
        opacity: lines.senses.level ? 1 : 0.7
    }
}
