import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The fingerprint of who answers, and a person's word that they have compared it.
Card {
    id: card

    required property Comparing comparing

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        AppText {
            Layout.fillWidth: true
            Layout.margins: Theme.s12
            Layout.bottomMargin: 0
            text: qsTr("Fingerprint shown now")
            kind: "small"
            quiet: true
            Accessible.ignored: true // said with the fingerprint
        }

        AppText {
            objectName: "signIn.fingerprint"
            Layout.fillWidth: true
            Layout.margins: Theme.s12
            Layout.topMargin: 2
            text: card.comparing.fingerprint
            kind: "lead"
            wrapMode: Text.WordWrap
            Accessible.name: qsTr("Fingerprint: %1").arg(text)
        }

        SwitchRow {
            objectName: "signIn.compared"
            Layout.fillWidth: true
            iconName: "key"
            title: qsTr("I have compared the fingerprint: it is the same")
            checked: card.comparing.done
            onClicked: card.comparing.setDone(checked)
        }
    }
}
