import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The organisation asks for a PIN: chosen right after signing in, before anything else is shown.
ColumnLayout {
    id: form

    required property SignInRoom room

    function send(): void {
        if (!form.room.busy)
            form.room.choosePin(pin.text, again.text);
    }

    spacing: Theme.s16

    TextLine {
        id: pin

        objectName: "signIn.newPin"
        Layout.fillWidth: true
        focus: true
        label: qsTr("New PIN, six digits or more")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        problem: form.room.field === "pin" ? form.room.problem : ""
        onProblemChanged: if (problem !== "")
            pin.forceActiveFocus()
        onAccepted: again.forceActiveFocus()
        onEdited: form.room.clearProblem()
    }

    TextLine {
        id: again

        objectName: "signIn.pinAgain"
        Layout.fillWidth: true
        label: qsTr("The same PIN again")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        problem: form.room.field === "pinAgain" ? form.room.problem : ""
        onProblemChanged: if (problem !== "")
            again.forceActiveFocus()
        onAccepted: form.send()
        onEdited: form.room.clearProblem()
    }

    Notice {
        objectName: "signIn.problem"
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "alert-circle"
        text: form.room.field === "" ? form.room.problem : ""
    }

    AppButton {
        objectName: "signIn.setPin"
        Layout.fillWidth: true
        kind: "primary"
        text: qsTr("Set PIN")
        iconName: "lock"
        busy: form.room.busy
        onClicked: form.send()
    }

    AppButton {
        objectName: "signIn.leave"
        Layout.fillWidth: true
        kind: "quiet"
        text: qsTr("Sign out instead")
        onClicked: form.room.leave()
    }
}
