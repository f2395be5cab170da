pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where the code comes from.
ColumnLayout {
    id: ask

    required property SetupDesk desk

    spacing: Theme.s16

    AppText {
        Layout.fillWidth: true
        text: qsTr("Your administrator has a code: on paper, as a picture, or as a link that begins with fieldclient://. It says which hub is yours. It holds no password.")
        paragraph: true
        quiet: true
    }

    AppButton {
        objectName: "setup.scan"
        Layout.fillWidth: true
        kind: "primary"
        focus: true
        text: qsTr("Scan with the camera")
        iconName: "qr-code"
        onClicked: ask.desk.scan()
    }

    AppButton {
        objectName: "setup.picture"
        Layout.fillWidth: true
        text: qsTr("Choose a picture")
        iconName: "image"
        busy: ask.desk.looking
        onClicked: dialog.active = true
    }

    AppButton {
        objectName: "setup.paste"
        Layout.fillWidth: true
        text: qsTr("Paste from the clipboard")
        iconName: "copy"
        onClicked: ask.desk.paste()
    }

    TextLine {
        id: line

        objectName: "setup.link"
        Layout.fillWidth: true
        label: qsTr("Or type the link")
        placeholder: "fieldclient://enrol/…"
        inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        onAccepted: ask.desk.readText(line.text)
    }

    AppButton {
        objectName: "setup.read"
        Layout.alignment: Qt.AlignRight
        text: qsTr("Read the link")
        enabled: line.text !== ""
        reason: qsTr("Type the link first")
        onClicked: ask.desk.readText(line.text)
    }

    Notice {
        objectName: "setup.problem"
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "alert-circle"
        text: ask.desk.problem
    }

    SwitchRow {
        objectName: "setup.opensLinks"
        Layout.fillWidth: true
        Layout.leftMargin: -Theme.s16
        Layout.rightMargin: -Theme.s16
        visible: Qt.platform.os === "linux"
        iconName: "link"
        title: qsTr("Open such links with this app")
        hint: qsTr("A tap on the link in a message then shows here what it would do.")
        checked: ask.desk.opener.on
        onClicked: ask.desk.opener.turn(checked)
    }

    Loader {
        id: dialog

        active: false
        visible: false
        sourceComponent: ChoosePicture {
            onAccepted: {
                ask.desk.readPicture(selectedFile);
                dialog.active = false;
            }
            onRejected: dialog.active = false
            Component.onCompleted: open()
        }
    }
}
