import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where the system keeps no secrets: a PIN seals the sign-in, or it lasts for this run only.
Card {
    id: card

    required property MeRoom room

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        AppText {
            Layout.fillWidth: true
            text: card.room.hasPin ? qsTr("Your sign-in is sealed with a PIN. It is asked for at every start.") : qsTr("This machine has no keyring. Set a PIN of six digits or more and you stay signed in; without one you sign in at every start.")
            paragraph: true
        }

        RowLayout {
            Layout.fillWidth: true
            visible: card.room.canSetPin
            spacing: Theme.s8

            TextLine {
                id: pin

                objectName: "me.pin"
                Layout.fillWidth: true
                Layout.maximumWidth: 280
                placeholder: qsTr("New PIN")
                echoMode: TextInput.Password
                inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
                onAccepted: set.clicked()
            }

            AppButton {
                id: set

                objectName: "me.setPin"
                text: qsTr("Set PIN")
                iconName: "lock"
                onClicked: {
                    card.room.setPin(pin.text);
                    pin.text = "";
                }
            }
        }

        AppButton {
            objectName: "me.removePin"
            visible: card.room.hasPin
            text: qsTr("Remove PIN")
            iconName: "unlock"
            onClicked: card.room.removePin()
        }
    }
}
