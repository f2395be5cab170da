import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// A kind word about one photo; touched, it leads to the photo or to the camera.
T.AbstractButton {
    id: line

    required property string rowId
    required property string slot
    required property string said
    required property string sha256
    property string subject: ""

    signal opened

    implicitWidth: 320
    implicitHeight: Math.max(Theme.touch, row.implicitHeight + 2 * Theme.s8)
    leftPadding: Theme.s12
    rightPadding: Theme.s12
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    text: qsTr("%1: %2").arg(subject).arg(said)
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: line.click()
    Keys.onReturnPressed: line.click()
    onClicked: line.opened()

    contentItem: RowLayout {
        id: row

        spacing: Theme.s12

        AppIcon {
            name: "info"
            size: Theme.iconSmall
            color: Theme.ink("neutral")
        }

        AppText {
            Layout.fillWidth: true
            text: line.text
            kind: "small"
            color: Theme.ink("neutral")
        }
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: line.down ? Theme.colors.pressed : Theme.fill("neutral")

        FocusRing {
            visible: line.visualFocus
            radius: parent.radius + gap
        }
    }
}
