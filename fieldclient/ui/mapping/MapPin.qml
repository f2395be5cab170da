import QtQuick
import fieldclient.ui.theme

// Where somebody is: a dot, and around it how far off that may be.
Item {
    id: pin

    property real radius: 0 // pixels
    property string spoken: ""

    Accessible.role: Accessible.Graphic
    Accessible.name: spoken

    Rectangle {
        anchors.centerIn: parent
        visible: pin.radius > 12
        width: 2 * pin.radius
        height: width
        radius: width / 2
        color: Theme.colors.inHand.line
        opacity: 0.14
    }

    Rectangle {
        anchors.centerIn: parent
        visible: pin.radius > 12
        width: 2 * pin.radius
        height: width
        radius: width / 2
        color: "transparent"
        border.width: Math.max(1, Theme.stroke)
        border.color: Theme.colors.inHand.line
    }

    Rectangle {
        anchors.centerIn: parent
        width: 22
        height: 22
        radius: 11
        color: Theme.colors.surface
        border.width: 1
        border.color: Theme.colors.inHand.line

        Rectangle {
            anchors.centerIn: parent
            width: 14
            height: 14
            radius: 7
            color: Theme.colors.inHand.line
        }
    }
}
