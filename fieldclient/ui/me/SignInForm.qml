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
        if (!form.room.busy)
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
        onAccepted: login.forceActiveFocus()
        onEdited: form.room.clearProblem()
    }

    TextLine {
        id: login

        objectName: "signIn.login"
        Layout.fillWidth: true
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
        label: qsTr("Password")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        problem: form.room.field === "password" ? form.room.problem : ""
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
        text: qsTr("Sign in")
        busy: form.room.busy
        onClicked: form.send()
    }
}
