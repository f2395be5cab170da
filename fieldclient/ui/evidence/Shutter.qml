import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// The shutter: a large ring that a gloved thumb finds.
T.AbstractButton {
    id: control

    implicitWidth: Theme.primary + Theme.s24
    implicitHeight: implicitWidth
    text: qsTr("Take photo")
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: control.clicked()

    contentItem: Item {}

    background: Rectangle {
        radius: width / 2
        color: "transparent"
        border.width: 4
        border.color: Theme.colors.onScrim

        Rectangle {
            anchors.fill: parent
            anchors.margins: control.down ? Theme.s12 : Theme.s8
            radius: width / 2
            color: Theme.colors.onScrim
        }

        FocusRing {
            visible: control.visualFocus
            radius: parent.radius + gap
        }
    }
}
