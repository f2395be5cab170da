import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The line between before and after, with a grip that the keyboard comes to.
FocusScope {
    id: handle

    signal moved(real by)

    width: 4

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.accent
    }

    Rectangle {
        id: grip

        objectName: "case.compare.grip"
        anchors.centerIn: parent
        width: Theme.touch
        height: Theme.touch
        radius: width / 2
        color: Theme.colors.accent
        focus: true
        activeFocusOnTab: true
        Accessible.role: Accessible.Slider
        Accessible.name: qsTr("Compare before and after. Arrow keys move the handle, plus and minus zoom, Shift with arrows moves the photos.")
        Accessible.focusable: true
        Accessible.onIncreaseAction: handle.moved(0.05)
        Accessible.onDecreaseAction: handle.moved(-0.05)

        // A photo may have any colour: the ring brings its own ground along.
        Rectangle {
            z: -1
            anchors.fill: parent
            anchors.margins: -7
            radius: width / 2
            color: Theme.colors.page
        }

        FocusRing {
            visible: grip.activeFocus
            radius: parent.radius + gap
        }

        AppIcon {
            anchors.centerIn: parent
            name: "columns"
            color: Theme.colors.onAccent
        }
    }
}
