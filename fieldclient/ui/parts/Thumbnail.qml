import QtQuick
import fieldclient.ui.theme

// A small picture with rounded corners; an icon while or where there is none.
Rectangle {
    id: control

    property url source
    property string iconName: "image"
    property color behind: Theme.colors.surface

    implicitWidth: 64
    implicitHeight: 64
    radius: Theme.radiusControl
    color: Theme.colors.sunken

    AppIcon {
        anchors.centerIn: parent
        visible: picture.status !== Image.Ready
        name: control.iconName
        color: Theme.colors.textQuiet
    }

    Image {
        id: picture

        anchors.fill: parent
        source: control.source
        asynchronous: true
        sourceSize: Qt.size(2 * control.width, 2 * control.height)
        fillMode: Image.PreserveAspectCrop
        Accessible.ignored: true
    }

    RoundOff {
        visible: picture.status === Image.Ready
        behind: control.behind
        radius: Theme.radiusControl
    }
}
