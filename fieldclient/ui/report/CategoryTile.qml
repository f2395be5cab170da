import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One category. Those beyond the ten of the standard are quieter.
T.AbstractButton {
    id: control

    required property string name
    required property bool extension
    required property string symbol

    implicitWidth: 160
    implicitHeight: Math.max(104, content.implicitHeight + 2 * Theme.s12)
    text: name
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: ColumnLayout {
        id: content

        spacing: Theme.s8

        Item {
            Layout.fillHeight: true
        }

        AppIcon {
            Layout.alignment: Qt.AlignHCenter
            name: control.symbol
            size: Theme.display
            color: control.extension ? Theme.colors.textQuiet : Theme.colors.accent
        }

        AppText {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s8
            Layout.rightMargin: Theme.s8
            text: control.name
            font.weight: Font.Medium
            horizontalAlignment: Text.AlignHCenter
        }

        Item {
            Layout.fillHeight: true
        }
    }

    background: Rectangle {
        radius: Theme.radiusCard
        color: Theme.colors.surface
        border.width: Theme.stroke
        border.color: control.extension ? Theme.colors.line : Theme.colors.lineStrong

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
