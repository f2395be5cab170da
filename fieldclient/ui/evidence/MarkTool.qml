import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One of several, or (`acts`) something to do at once: an icon or a colour with its word below, large enough for a glove.
T.AbstractButton {
    id: control

    property string iconName: ""
    property bool swatched: false
    property color swatch
    property bool current: false
    property bool acts: false
    property string reason: "" // why it cannot be pressed now

    implicitWidth: Math.max(Theme.primary, Math.ceil(word.implicitWidth) + 2 * Theme.s4)
    implicitHeight: Theme.icon + word.implicitHeight + 2 * Theme.s12 + Theme.s4
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.55
    checkable: !acts
    checked: current
    onToggled: checked = Qt.binding(() => control.current) // as chosen, not as touched
    Accessible.role: acts ? Accessible.Button : Accessible.RadioButton
    Accessible.name: text
    Accessible.description: enabled ? "" : reason
    Accessible.checkable: !acts
    Accessible.checked: checked
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()
    Keys.onEnterPressed: control.click()

    contentItem: ColumnLayout {
        spacing: Theme.s4

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            AppIcon {
                anchors.centerIn: parent
                visible: !control.swatched
                name: control.iconName
                color: word.color
            }

            Rectangle {
                anchors.centerIn: parent
                visible: control.swatched
                width: Theme.icon
                height: width
                radius: width / 2
                color: control.swatch
                border.width: 3
                border.color: "#101312"
            }
        }

        AppText {
            id: word

            Layout.fillWidth: true
            Layout.bottomMargin: Theme.s8
            text: control.text
            color: control.checked ? Theme.colors.onAccentQuiet : Theme.colors.text
            font.weight: control.checked ? Font.Medium : Font.Normal
            horizontalAlignment: Text.AlignHCenter
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: control.checked ? Theme.colors.accentQuiet : Theme.colors.surface
        border.width: control.checked ? Math.max(2, Theme.stroke) : Math.max(1, Theme.stroke)
        border.color: control.checked ? Theme.colors.accent : Theme.colors.lineStrong

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
