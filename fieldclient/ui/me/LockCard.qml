import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The quick lock: a PIN of one's own, when it is asked for, and handing the tablet to somebody else.
Card {
    id: card

    required property MeRoom room
    readonly property bool locks: room.hasPin
    property bool setting: false // by the keyboard, which is on what goes when it is done

    signal lockWanted

    onLocksChanged: if (locks && setting)
        Qt.callLater(() => lockNow.forceActiveFocus())

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        AppText {
            Layout.fillWidth: true
            text: qsTr("Quick lock")
            kind: "lead"
            strong: true
        }

        AppText {
            Layout.fillWidth: true
            text: card.room.hasPin ? qsTr("Your PIN is asked for at every start and after a while without a touch. What waits is sent meanwhile.") : card.room.needsPin ? qsTr("This machine has no keyring. Set a PIN of six digits or more and you stay signed in; without one you sign in at every start.") : qsTr("With a PIN of six digits or more nobody else opens your work, and you come back without a password or a network.")
            paragraph: true
            quiet: true
        }

        Notice {
            objectName: "me.pinAsked"
            Layout.fillWidth: true
            meaning: "attention"
            iconName: "lock"
            text: card.room.pinAsked && !card.room.hasPin ? qsTr("Your organisation asks everybody to set a PIN.") : ""
        }

        RowLayout {
            Layout.fillWidth: true
            visible: !card.room.hasPin
            spacing: Theme.s8

            TextLine {
                id: pin

                objectName: "me.pin"
                Layout.fillWidth: true
                Layout.maximumWidth: 280 * Theme.scale
                Layout.alignment: Qt.AlignTop
                placeholder: qsTr("New PIN")
                echoMode: TextInput.Password
                inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
                problem: card.room.pinProblem
                onProblemChanged: if (problem !== "")
                    pin.forceActiveFocus()
                onEdited: if (problem !== "")
                    card.room.clearPinProblem()
                onAccepted: set.clicked()
            }

            AppButton {
                id: set

                objectName: "me.setPin"
                Layout.alignment: Qt.AlignTop
                text: qsTr("Set PIN")
                iconName: "lock"
                onClicked: {
                    card.setting = set.activeFocus || pin.activeFocus;
                    card.room.setPin(pin.text);
                    pin.text = "";
                }
            }
        }

        Choice {
            objectName: "me.lockMinutes"
            Layout.fillWidth: true
            visible: card.room.hasPin
            label: qsTr("Locks by itself after")
            value: card.room.lockMinutes
            options: card.room.lockChoices
            onChosen: value => card.room.setLockMinutes(value)
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppButton {
                id: lockNow

                objectName: "me.lockNow"
                visible: card.room.hasPin
                text: qsTr("Lock now")
                iconName: "lock"
                onClicked: card.lockWanted()
            }

            AppButton {
                objectName: "me.handOver"
                visible: card.room.hasPin
                text: qsTr("Somebody else works here")
                iconName: "users"
                busy: card.room.busy
                onClicked: card.room.handOver()
            }

            AppButton {
                objectName: "me.removePin"
                visible: card.room.hasPin && !card.room.pinAsked
                kind: "quiet"
                text: qsTr("Remove PIN")
                onClicked: card.room.removePin()
            }
        }
    }
}
