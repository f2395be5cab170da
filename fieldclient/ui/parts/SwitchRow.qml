import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.theme

// Something that is on or off, with a word about what that means. The whole row is touched.
T.AbstractButton {
    id: control

    property string iconName: ""
    property string title: ""
    property string hint: ""

    implicitWidth: 320
    implicitHeight: Math.max(64, row.implicitHeight + 2 * Theme.s12)
    leftPadding: Theme.s16
    rightPadding: Theme.s16
    checkable: true
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.CheckBox
    Accessible.name: title
    Accessible.description: hint
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onToggleAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: RowLayout {
        id: row

        spacing: Theme.s12

        AppIcon {
            visible: name !== ""
            name: control.iconName
            color: Theme.colors.textQuiet
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: control.title
            }

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: control.hint
                kind: "small"
                quiet: true
            }
        }

        Rectangle {
            implicitWidth: 52
            implicitHeight: 30
            radius: 15
            color: control.checked ? Theme.colors.accent : Theme.colors.surface
            border.width: 2
            border.color: control.checked ? Theme.colors.accent : Theme.colors.lineStrong

            Rectangle {
                x: control.checked ? parent.width - width - 5 : 5
                anchors.verticalCenter: parent.verticalCenter
                width: 20
                height: 20
                radius: 10
                color: control.checked ? Theme.colors.onAccent : Theme.colors.lineStrong

                Behavior on x {
                    NumberAnimation {
                        duration: Theme.quick
                    }
                }
            }
        }
    }

    background: Rectangle {
        color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            visible: control.visualFocus
            gap: -2
        }
    }
}
