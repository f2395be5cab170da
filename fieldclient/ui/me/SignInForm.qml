import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Hub, name and password; a code fills in what can be filled in.
ColumnLayout {
    id: form

    required property SignInRoom room

    signal scanWanted

    function send(): void {
        if (!form.room.busy && sendButton.enabled)
            form.room.signIn(hub.text, login.text, password.text);
    }

    spacing: Theme.s16

    AppButton {
        objectName: "signIn.scan"
        Layout.fillWidth: true
        text: qsTr("Set up by code")
        iconName: "qr-code"
        onClicked: form.scanWanted()
    }

    TextLine {
        id: hub

        objectName: "signIn.hub"
        Layout.fillWidth: true
        label: qsTr("Address of the hub")
        placeholder: "https://hub.example.cn"
        text: form.room.hubUrl
        inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoPredictiveText
        problem: form.room.field === "hub" ? form.room.problem : ""
        onProblemChanged: if (problem !== "")
            hub.forceActiveFocus()
        onAccepted: login.forceActiveFocus()
        onEdited: {
            form.room.comparing.forget();
            form.room.clearProblem();
        }
    }

    TextLine {
        id: login

        objectName: "signIn.login"
        Layout.fillWidth: true
        label: qsTr("Name")
        text: form.room.login
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        problem: form.room.field === "login" ? form.room.problem : ""
        onProblemChanged: if (problem !== "")
            login.forceActiveFocus()
        onAccepted: password.forceActiveFocus()
        onEdited: form.room.clearProblem()
    }

    TextLine {
        id: password

        objectName: "signIn.password"
        Layout.fillWidth: true
        label: qsTr("Password")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        problem: form.room.field === "password" ? form.room.problem : ""
        onProblemChanged: if (problem !== "")
            password.forceActiveFocus()
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

    CompareCard {
        Layout.fillWidth: true
        visible: form.room.comparing.fingerprint !== ""
        comparing: form.room.comparing
    }

    AppButton {
        id: sendButton

        objectName: "signIn.send"
        Layout.fillWidth: true
        kind: "primary"
        text: qsTr("Sign in")
        busy: form.room.busy
        enabled: form.room.comparing.fingerprint === "" || form.room.comparing.done
        reason: qsTr("Compare the fingerprint first")
        onClicked: form.send()
    }
}
