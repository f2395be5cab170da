import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.theme

// A button with a word. `kind`: primary (one per screen), secondary, quiet, danger (always with undo behind it).
T.Button {
    id: control

    property string kind: "secondary"
    property string iconName: ""
    property bool busy: false
    property bool wide: false
    property string reason: "" // why it cannot be pressed now

    readonly property bool filled: kind === "primary"
    readonly property color ink: filled ? Theme.colors.onAccent : kind === "quiet" ? Theme.colors.accent : Theme.colors.text

    implicitWidth: Math.max(Theme.touch, content.implicitWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(filled ? Theme.primary : Theme.touch, content.implicitHeight + 16)
    leftPadding: kind === "quiet" ? Theme.s12 : filled ? Theme.s24 : Theme.s16
    rightPadding: leftPadding
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.55
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: enabled ? "" : busy ? qsTr("Under way, please wait") : reason
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    contentItem: Item {
        implicitWidth: content.implicitWidth
        implicitHeight: content.implicitHeight

        RowLayout {
            id: content

            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width)
            spacing: Theme.s8

            Spinner {
                visible: control.busy
                color: control.ink
            }

            AppIcon {
                visible: !control.busy && control.iconName !== ""
                name: control.iconName
                color: control.ink
            }

            AppText {
                Layout.fillWidth: true
                visible: control.text !== ""
                text: control.text
                color: control.ink
                kind: control.filled ? "lead" : "body"
                font.weight: Font.Medium
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }

    background: Rectangle {
        radius: control.filled ? Theme.radiusCard : Theme.radiusControl
        color: control.filled ? Theme.colors.accent : control.kind === "quiet" ? "transparent" : Theme.colors.surface
        border.width: control.filled || control.kind === "quiet" ? 0 : Math.max(1, Theme.stroke)
        border.color: control.kind === "danger" ? Theme.colors.text : Theme.colors.lineStrong

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : "transparent"
        }

        FocusRing {
            visible: control.visualFocus
            radius: parent.radius + gap
        }
    }
}
