import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A map on this device: shown or not, and a way to remove it.
Card {
    id: card

    property string name: ""
    property string about: ""
    property bool shown: true
    property string problem: ""

    signal toggled(bool on)
    signal removed

    padding: Theme.s4

    RowLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        SwitchRow {
            objectName: card.objectName + ".shown"
            Layout.fillWidth: true
            title: card.name
            hint: card.problem !== "" ? card.problem : card.about
            checked: card.shown
            onToggled: card.toggled(checked)
        }

        IconButton {
            objectName: card.objectName + ".remove"
            iconName: "trash"
            text: qsTr("Remove %1").arg(card.name)
            onClicked: card.removed()
        }
    }
}
