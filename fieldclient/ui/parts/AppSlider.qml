import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// A value along a line; arrow keys move it by a step.
T.Slider {
    id: control

    property string label: ""
    property color ring: Theme.colors.focus // another where it lies on photos

    // What an arrow key does, for whoever asks for it without one.
    function step(by: int): void {
        if (by > 0)
            control.increase();
        else
            control.decrease();
        control.moved();
    }

    implicitWidth: 240
    implicitHeight: Theme.touch
    leftPadding: Theme.s12
    rightPadding: Theme.s12
    focusPolicy: Qt.StrongFocus
    snapMode: T.Slider.SnapAlways
    Accessible.role: Accessible.Slider
    Accessible.name: label
    Accessible.onIncreaseAction: control.step(1)
    Accessible.onDecreaseAction: control.step(-1)

    background: Rectangle {
        x: control.leftPadding
        y: (control.height - height) / 2
        width: control.availableWidth
        height: 6
        radius: 3
        color: Theme.colors.sunken
        border.width: 1
        border.color: Theme.colors.lineStrong

        Rectangle {
            width: control.visualPosition * parent.width
            height: parent.height
            radius: 3
            color: Theme.colors.accent
        }
    }

    handle: Rectangle {
        x: control.leftPadding + control.visualPosition * (control.availableWidth - width)
        y: (control.height - height) / 2
        width: 26
        height: 26
        radius: 13
        color: Theme.colors.surface
        border.width: 3
        border.color: Theme.colors.accent

        FocusRing {
            visible: control.visualFocus
            border.color: control.ring
            radius: 13 + gap
        }
    }
}
