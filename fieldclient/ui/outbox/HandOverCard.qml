pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Work that reaches the hub without this device's network.
Card {
    id: card

    required property OutboxRoom room
    property bool putting: false
    property string one: "" // an act that is handed over by itself

    // The system's dialogs are a library of their own: loaded when somebody asks for one.
    function choose(onto: bool, mutation: string): void {
        putting = onto;
        one = mutation;
        if (chooser.item !== null)
            (chooser.item as FolderChooser).open();
        else
            chooser.source = "FolderChooser.qml";
    }

    padding: Theme.s16

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        AppText {
            Layout.fillWidth: true
            text: qsTr("No network for long?")
            strong: true
        }

        AppText {
            Layout.fillWidth: true
            text: qsTr("Put what waits onto a stick: a colleague or the centre takes it to the hub. Only the hub can read it, and it counts once.")
            kind: "small"
            quiet: true
            paragraph: true
        }

        Notice {
            objectName: "outbox.carried"
            Layout.fillWidth: true
            iconName: "cloud-check"
            text: card.room.carried
        }

        Notice {
            objectName: "outbox.copies"
            Layout.fillWidth: true
            iconName: "alert-circle"
            text: card.room.copies
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppButton {
                objectName: "outbox.put"
                text: qsTr("Onto a stick …")
                iconName: "folder"
                busy: card.room.busy
                onClicked: card.choose(true, "")
            }

            AppButton {
                objectName: "outbox.get"
                text: qsTr("From a stick …")
                iconName: "folder-open"
                onClicked: card.choose(false, "")
            }

            AppButton {
                objectName: "outbox.restore"
                visible: card.room.copies !== ""
                text: qsTr("Send the copies")
                iconName: "repeat"
                onClicked: card.room.restoreCopies()
            }
        }

        // Without a size of its own, beside what is laid out.
        Loader {
            id: chooser

            visible: false // takes no room and no gap

            onLoaded: (item as FolderChooser).open()
        }

        Connections {
            target: chooser.item as FolderChooser

            function onAccepted(): void {
                const folder = (chooser.item as FolderChooser).selectedFolder;
                if (card.one !== "")
                    card.room.putOneOnStick(card.one, folder);
                else if (card.putting)
                    card.room.putOnStick(folder);
                else
                    card.room.getFromStick(folder);
            }
        }
    }
}
