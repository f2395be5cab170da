import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

T.ScrollBar {
    id: control

    implicitWidth: 10
    implicitHeight: 10
    padding: 2
    visible: policy !== T.ScrollBar.AlwaysOff && size < 1
    minimumSize: 0.08
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: Theme.colors.lineStrong
        opacity: control.active || control.pressed ? 0.9 : 0.35
    }
}
