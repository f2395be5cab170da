import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The pin: dragged by a finger that finds it on 48 px.
Item {
    id: pin

    required property PadView view

    objectName: "place.pin"
    x: view.xOf(view.pad.east) - width / 2
    y: view.yOf(view.pad.north) - height
    width: Theme.touch
    height: Theme.touch
    Accessible.ignored: true

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: -5
        width: 10
        height: 10
        radius: 5
        color: Theme.colors.accent
    }

    AppIcon {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        name: "map-pin"
        size: 40
        color: Theme.colors.accent
    }
}
