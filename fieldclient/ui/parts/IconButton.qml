import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// A button with an icon alone; `text` is what a screen reader says.
T.AbstractButton {
    id: control

    property string iconName: ""
    property color ink: Theme.colors.text
    property bool onPhoto: false
    property string reason: "" // why it cannot be pressed now

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: enabled ? "" : reason
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    contentItem: Item {
        AppIcon {
            anchors.centerIn: parent
            name: control.iconName
            color: control.onPhoto ? Theme.colors.onScrim : control.ink
        }
    }

    background: Rectangle {
        radius: control.onPhoto ? height / 2 : Theme.radiusControl
        color: control.onPhoto ? Theme.colors.scrim : "transparent"

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : "transparent"
        }

        FocusRing {
            visible: control.visualFocus
            radius: parent.radius + gap
            gap: control.onPhoto ? 0 : 3 // a photo may have any colour: the ring is seen on the button itself
            border.color: control.onPhoto ? Theme.colors.onScrim : Theme.colors.focus
        }
    }
}
