import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Who is signed in; signing in and out.
Card {
    id: card

    required property MeRoom room
    property bool asking: false

    signal signIn

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s16

            Rectangle {
                implicitWidth: 64
                implicitHeight: 64
                radius: 32
                color: Theme.colors.accentQuiet

                AppIcon {
                    anchors.centerIn: parent
                    name: "user"
                    size: 30
                    color: Theme.colors.onAccentQuiet
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                AppText {
                    objectName: "me.person"
                    Layout.fillWidth: true
                    text: card.room.signedIn ? card.room.person : qsTr("Nobody is signed in")
                    kind: "title"
                }

                AppText {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: card.room.signedIn ? card.room.roles : qsTr("You can take photos and write. Reports are sent once you sign in.")
                    quiet: true
                }

                AppText {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: card.room.belongsTo
                    kind: "small"
                    quiet: true
                }

                AppText {
                    Layout.fillWidth: true
                    visible: card.room.signedIn && text !== ""
                    text: card.room.hubUrl
                    kind: "small"
                    quiet: true
                }
            }
        }

        Notice {
            objectName: "me.leave"
            Layout.fillWidth: true
            visible: card.asking
            meaning: "attention"
            iconName: "alert-circle"
            text: card.room.waiting > 0 ? qsTr("%n report(s) or act(s) have not been sent. They stay here and are sent when you sign in again.", "", card.room.waiting) : qsTr("Your drafts and photos stay on this device.")
            actionText: qsTr("Sign out")
            onActionClicked: {
                card.asking = false;
                card.room.signOut();
            }
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppButton {
                objectName: "me.signIn"
                visible: !card.room.signedIn
                kind: "primary"
                text: qsTr("Sign in")
                iconName: "log-in"
                onClicked: card.signIn()
            }

            AppButton {
                objectName: "me.signOut"
                visible: card.room.signedIn
                text: card.asking ? qsTr("Stay signed in") : qsTr("Sign out")
                iconName: card.asking ? "" : "log-out"
                busy: card.room.busy
                onClicked: card.asking = !card.asking
            }
        }
    }
}
