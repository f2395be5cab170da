pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The PIN, by keys or by large buttons for gloves. A forgotten one costs a password and no work.
ColumnLayout {
    id: form

    required property SignInRoom room
    readonly property string problem: room.problem

    onProblemChanged: if (problem !== "")
        line.forceActiveFocus() // tried again from here, whatever was pressed

    function send(): void {
        if (form.room.busy)
            return;
        form.room.unlock(line.text);
        line.text = "";
    }

    spacing: Theme.s16

    TextLine {
        id: line

        objectName: "signIn.pin"
        Layout.fillWidth: true
        focus: true
        label: qsTr("PIN")
        echoMode: TextInput.Password
        inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        problem: form.room.field === "pin" ? form.room.problem : ""
        onAccepted: form.send()
        onEdited: form.room.clearProblem()
    }

    GridLayout {
        Layout.fillWidth: true
        columns: 3
        columnSpacing: Theme.s8
        rowSpacing: Theme.s8
        uniformCellWidths: true

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "-"]

            Item {
                id: cell

                required property string modelData

                Layout.fillWidth: true
                implicitHeight: Theme.primary

                AppButton {
                    objectName: "signIn.digit." + cell.modelData
                    anchors.fill: parent
                    visible: cell.modelData !== "" && cell.modelData !== "-"
                    text: cell.modelData
                    onClicked: line.text += cell.modelData
                }

                IconButton {
                    objectName: "signIn.digitBack"
                    anchors.fill: parent
                    visible: cell.modelData === "-"
                    iconName: "arrow-left"
                    text: qsTr("Delete one digit")
                    onClicked: line.text = line.text.slice(0, -1)
                }
            }
        }
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
        text: qsTr("Unlock")
        iconName: "unlock"
        busy: form.room.busy
        onClicked: form.send()
    }

    AppButton {
        objectName: "signIn.others"
        Layout.fillWidth: true
        visible: form.room.who !== ""
        text: qsTr("Somebody else")
        iconName: "users"
        onClicked: form.room.showPeople()
    }

    AppButton {
        objectName: "signIn.forgetPin"
        Layout.fillWidth: true
        kind: "quiet"
        text: qsTr("I forgot the PIN: sign in again")
        onClicked: form.room.forgetPin()
    }
}
