import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// A button that lies on a map.
T.AbstractButton {
    id: tool

    property string iconName: ""
    property bool busy: false

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: tool.clicked()
    Keys.onReturnPressed: tool.clicked()
    Keys.onEnterPressed: tool.clicked()

    contentItem: Item {
        AppIcon {
            anchors.centerIn: parent
            visible: !tool.busy
            name: tool.iconName
            color: tool.checked ? Theme.colors.onAccentQuiet : Theme.colors.text
        }

        Spinner {
            anchors.centerIn: parent
            visible: tool.busy
            color: Theme.colors.text
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: tool.checked ? Theme.colors.accentQuiet : Theme.colors.surface
        border.width: Math.max(1, Theme.stroke)
        border.color: Theme.colors.lineStrong

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: tool.down ? Theme.colors.pressed : tool.hovered ? Theme.colors.hover : "transparent"
        }

        FocusRing {
            visible: tool.visualFocus
        }
    }
}
