pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// This device and the way to the hub.
Card {
    id: card

    required property MeRoom room

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        SwitchRow {
            objectName: "me.offline"
            Layout.fillWidth: true
            iconName: "wifi-off"
            title: qsTr("Work without a network")
            hint: qsTr("Nothing is sent or fetched until you switch this off.")
            checked: card.room.offline
            onClicked: card.room.setOffline(checked)
        }

        Separator {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
        }

        Repeater {
            model: card.room.facts

            FactRow {
                required property string rowId
                required title
                required value
                required iconName

                objectName: "me.fact." + rowId
                Layout.fillWidth: true
                editable: false
            }
        }
    }
}
