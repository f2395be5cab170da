import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.theme

// A small choice or filter. Looks 40 px high, is touched on 48.
T.AbstractButton {
    id: control

    property string iconName: ""

    implicitWidth: Math.max(Theme.touch, Math.ceil(label.implicitWidth) + content.signs + 2 * Theme.s12)
    implicitHeight: Math.max(Theme.touch, label.implicitHeight + Theme.s16)
    leftPadding: Theme.s12
    rightPadding: Theme.s12
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: checkable ? Accessible.CheckBox : Accessible.Button
    Accessible.name: text
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: Item {
        implicitWidth: Math.ceil(label.implicitWidth) + content.signs
        implicitHeight: content.implicitHeight

        Row {
            id: content

            readonly property real signs: sign.visible ? sign.width + spacing : 0

            anchors.centerIn: parent
            spacing: Theme.s8

            AppIcon {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                visible: name !== ""
                name: control.checked && control.checkable ? "check" : control.iconName
                size: Theme.iconSmall
                color: label.color
            }

            AppText {
                id: label

                width: Math.min(Math.ceil(implicitWidth), Math.max(0, control.availableWidth - content.signs))
                text: control.text
                color: control.checked ? Theme.colors.onAccentQuiet : Theme.colors.text
                font.weight: control.checked ? Font.Medium : Font.Normal
            }
        }
    }

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: 4
            anchors.bottomMargin: 4
            radius: height / 2
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
}
