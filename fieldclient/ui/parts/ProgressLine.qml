import QtQuick
import fieldclient.ui.theme

// How much is done, 0 … 1. Below 0: under way, not known how far.
Rectangle {
    id: control

    property real value: 0
    property string meaning: "waiting"
    property string text: ""

    implicitWidth: 160
    implicitHeight: 6
    radius: 3
    color: Theme.colors.sunken
    border.width: Theme.mode === "sunlight" ? 1 : 0
    border.color: Theme.colors.lineStrong
    Accessible.role: Accessible.ProgressBar
    Accessible.name: text

    Rectangle {
        height: parent.height
        width: control.value < 0 ? parent.width * 0.3 : Math.max(control.value > 0 ? height : 0, parent.width * Math.min(1, control.value))
        radius: parent.radius
        color: Theme.line(control.meaning)

        Behavior on width {
            NumberAnimation {
                duration: Theme.quick
            }
        }
    }
}
