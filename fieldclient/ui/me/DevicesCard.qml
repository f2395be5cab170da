pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where else this person is signed in; a device that is away or lost is signed out from here.
Card {
    id: card

    required property MeRoom room
    property string asked: "" // the device that a decision is asked about

    padding: Theme.s4

    Connections {
        target: card.room

        function onMeChanged() {
            if (!card.room.signedIn)
                card.asked = "";
        }
    }

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        FactRow {
            objectName: "me.devices"
            Layout.fillWidth: true
            iconName: "smartphone"
            endIcon: "refresh"
            title: qsTr("My devices")
            value: card.room.devices.count > 0 ? qsTr("%n signed in", "", card.room.devicesInUse) : qsTr("Look where you are signed in")
            onEditRequested: {
                card.asked = "";
                card.room.lookForDevices();
            }
        }

        Repeater {
            model: card.room.devices

            FactRow {
                required property string rowId
                required property bool canEnd
                required title
                required value
                required iconName

                objectName: "me.device." + rowId
                Layout.fillWidth: true
                editable: canEnd
                endIcon: "log-out"
                onEditRequested: card.asked = card.asked === rowId ? "" : rowId
            }
        }

        Notice {
            objectName: "me.endDevice"
            Layout.fillWidth: true
            Layout.margins: Theme.s8
            visible: card.asked !== ""
            meaning: "attention"
            iconName: "log-out"
            text: qsTr("It is signed out at its next contact. What was not sent stays on it and goes after the next sign-in there; what is made on it from now on is looked at by the centre first.")
            actionText: qsTr("Sign it out")
            onActionClicked: {
                card.room.endDevice(card.asked, false);
                card.asked = "";
            }
        }

        Notice {
            objectName: "me.lostDevice"
            Layout.fillWidth: true
            Layout.margins: Theme.s8
            visible: card.asked !== ""
            meaning: "overdue"
            iconName: "alert-circle"
            text: qsTr("Lost or stolen? Then everything made on it since it last reached the hub is looked at by the centre first.")
            actionText: qsTr("It is lost")
            onActionClicked: {
                card.room.endDevice(card.asked, true);
                card.asked = "";
            }
        }
    }
}
