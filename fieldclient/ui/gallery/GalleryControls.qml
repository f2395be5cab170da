import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

Card {
    id: card

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Controls")
            count: "7"
            actionText: qsTr("An action")
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s12

            AppButton {
                kind: "primary"
                text: qsTr("Submit")
                iconName: "send"
            }

            AppButton {
                text: qsTr("Choose photos")
                iconName: "images"
            }

            AppButton {
                kind: "quiet"
                text: qsTr("Later")
            }

            AppButton {
                kind: "danger"
                text: qsTr("Set aside")
                iconName: "trash"
            }

            AppButton {
                text: qsTr("Sending")
                busy: true
            }

            AppButton {
                text: qsTr("Not now")
                enabled: false
                reason: qsTr("Nothing is chosen yet")
            }

            IconButton {
                text: qsTr("Search")
                iconName: "search"
            }

            IconButton {
                text: qsTr("Close")
                iconName: "x"
                onPhoto: true
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            Chip {
                text: qsTr("To do")
                checkable: true
                checked: true
            }

            Chip {
                text: qsTr("Mine")
                checkable: true
            }

            Chip {
                text: qsTr("Nearby")
                iconName: "map-pin"
            }
        }

        GridLayout {
            Layout.fillWidth: true
            columns: card.width > 700 ? 2 : 1
            columnSpacing: Theme.s16
            rowSpacing: Theme.s16

            TextLine {
                Layout.fillWidth: true
                label: qsTr("Address of the hub")
                placeholder: "https://hub.example.cn"
            }

            TextLine {
                Layout.fillWidth: true
                label: qsTr("Password")
                text: "123456"
                echoMode: TextInput.Password
                problem: qsTr("The name or the password is wrong.")
            }

            SearchField {
                Layout.fillWidth: true
                text: "井盖"
            }

            TextBox {
                Layout.fillWidth: true
                placeholder: qsTr("A few words, if they help")
            }
        }

        Choice {
            Layout.fillWidth: true
            label: qsTr("How satisfied are you?")
            value: "mostly"
            options: [
                {
                    "value": "satisfied",
                    "text": qsTr("Satisfied"),
                    "iconName": "smile"
                },
                {
                    "value": "mostly",
                    "text": qsTr("Mostly satisfied"),
                    "iconName": "meh"
                },
                {
                    "value": "not_satisfied",
                    "text": qsTr("Not satisfied"),
                    "iconName": "frown"
                }
            ]
        }

        SwitchRow {
            Layout.fillWidth: true
            iconName: "wifi-off"
            title: qsTr("No signal")
            hint: qsTr("Everything is kept and sent later.")
            checked: true
        }

        AppSlider {
            Layout.fillWidth: true
            label: qsTr("Size of type")
            from: 1
            to: 2
            stepSize: 0.1
            value: 1.3
        }

        ProgressLine {
            Layout.fillWidth: true
            value: 0.4
        }

        Notice {
            Layout.fillWidth: true
            meaning: "attention"
            iconName: "alert-circle"
            text: qsTr("One report needs your decision. Its photos are safe on this device.")
            actionText: qsTr("Look")
        }

        EmptyState {
            Layout.fillWidth: true
            iconName: "inbox"
            title: qsTr("Nothing to do now")
            text: qsTr("Tasks and cases for you will appear here by themselves.")
            actionText: qsTr("New report")
            actionIcon: "camera"
        }

        Toast {
            Layout.alignment: Qt.AlignHCenter
            text: qsTr("The draft was put away.")
            actionText: qsTr("Undo")
            shown: true
        }
    }
}
