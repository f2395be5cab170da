import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Hub, name and password; or the PIN where a sign-in is kept under one.
ColumnLayout {
    id: form

    required property SignInRoom room
    readonly property bool pin: room.locked

    function send(): void {
        if (form.room.busy)
            return;
        if (form.pin)
            form.room.unlock(pinLine.text);
        else
            form.room.signIn(hub.text, login.text, password.text);
    }

    spacing: Theme.s16

    TextLine {
        id: hub

        objectName: "signIn.hub"
        Layout.fillWidth: true
        visible: !form.pin
        label: qsTr("Address of the hub")
        placeholder: "https://hub.example.cn"
        text: form.room.hubUrl
        inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoPredictiveText
        problem: form.room.field === "hub" ? form.room.problem : ""
        onAccepted: login.forceActiveFocus()
        onEdited: form.room.clearProblem()
    }

    TextLine {
        id: login

        objectName: "signIn.login"
        Layout.fillWidth: true
        visible: !form.pin
        label: qsTr("Name")
        text: form.room.login
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        problem: form.room.field === "login" ? form.room.problem : ""
        onAccepted: password.forceActiveFocus()
        onEdited: form.room.clearProblem()
    }

    TextLine {
        id: password

        objectName: "signIn.password"
        Layout.fillWidth: true
        visible: !form.pin
        label: qsTr("Password")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        problem: form.room.field === "password" ? form.room.problem : ""
        onAccepted: form.send()
        onEdited: form.room.clearProblem()
    }

    TextLine {
        id: pinLine

        objectName: "signIn.pin"
        Layout.fillWidth: true
        visible: form.pin
        label: qsTr("PIN")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        problem: form.room.field === "pin" ? form.room.problem : ""
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
        objectName: "signIn.send"
        Layout.fillWidth: true
        kind: "primary"
        text: form.pin ? qsTr("Unlock") : qsTr("Sign in")
        busy: form.room.busy
        onClicked: form.send()
    }

    AppButton {
        objectName: "signIn.forgetPin"
        Layout.alignment: Qt.AlignHCenter
        visible: form.pin
        kind: "quiet"
        text: qsTr("I forgot the PIN: sign in again")
        onClicked: form.room.forgetPin()
    }
}
