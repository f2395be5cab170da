pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Everybody who has signed in on this tablet. Of their work nothing is told but how much of it waits.
ColumnLayout {
    id: list

    required property SignInRoom room

    spacing: Theme.s8

    Card {
        Layout.fillWidth: true
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                model: list.room.people

                FactRow {
                    required property string rowId
                    required property string name
                    required property string line
                    required property bool lock

                    objectName: "signIn.person." + rowId
                    Layout.fillWidth: true
                    iconName: "user"
                    endIcon: lock ? "lock" : "chevron-right"
                    title: line
                    value: name
                    onEditRequested: list.room.choosePerson(rowId)
                }
            }
        }
    }

    AppButton {
        objectName: "signIn.newPerson"
        Layout.fillWidth: true
        Layout.topMargin: Theme.s8
        text: qsTr("Somebody new: sign in")
        iconName: "log-in"
        onClicked: list.room.showForm()
    }
}
