import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Hub, name and password; a code fills in what can be filled in.
ColumnLayout {
    id: form

    required property SignInRoom room
    readonly property bool comparing: form.room.comparing.fingerprint !== "" // what was typed waits, and comes back with another address

    signal scanWanted

    function send(): void {
        if (!form.room.busy && sendButton.enabled)
            form.room.signIn(hub.text, login.text, password.text);
    }

    spacing: Theme.s16

    AppButton {
        objectName: "signIn.scan"
        Layout.fillWidth: true
        visible: !form.comparing
        text: qsTr("Set up by code")
        iconName: "qr-code"
        onClicked: form.scanWanted()
    }

    TextLine {
        id: hub

        objectName: "signIn.hub"
        Layout.fillWidth: true
        visible: !form.comparing
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
        visible: !form.comparing
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
        visible: !form.comparing
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

    Notice {
        objectName: "signIn.compare"
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "shield-check"
        text: form.comparing ? qsTr("No password was sent. Have the new fingerprint read out to you by telephone, and go on only if every group is the same. It changes only when a hub was put back from an old copy, or when an earlier code was not your organisation's.") : ""
    }

    CompareCard {
        Layout.fillWidth: true
        visible: form.comparing
        comparing: form.room.comparing
        address: hub.text
    }

    AppButton {
        id: sendButton

        objectName: "signIn.send"
        Layout.fillWidth: true
        kind: "primary"
        text: qsTr("Sign in")
        busy: form.room.busy
        enabled: !form.comparing || form.room.comparing.done
        reason: qsTr("Compare the fingerprint first")
        onClicked: form.send()
    }

    AppButton {
        objectName: "signIn.elsewhere"
        Layout.fillWidth: true
        visible: form.comparing
        kind: "quiet"
        text: qsTr("Another address")
        iconName: "arrow-left"
        onClicked: {
            form.room.back();
            hub.forceActiveFocus();
        }
    }
}
