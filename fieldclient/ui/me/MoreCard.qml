pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What has a page of its own.
Card {
    id: card

    signal wanted(string name)
    signal openOutbox

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        component Entry: FactRow {
            Layout.fillWidth: true
            endIcon: "chevron-right"
        }

        Entry {
            objectName: "me.sending"
            iconName: "signal"
            title: qsTr("Sending")
            value: qsTr("Wi-Fi, mobile data, battery")
            onEditRequested: card.openOutbox()
        }

        Entry {
            objectName: "me.setup"
            iconName: "qr-code"
            title: qsTr("Setting up")
            value: qsTr("A code from your organisation")
            onEditRequested: card.wanted("setup")
        }

        Entry {
            objectName: "me.storage"
            iconName: "hard-drive"
            title: qsTr("Storage")
            value: qsTr("What takes room, and making room")
            onEditRequested: card.wanted("storage")
        }

        Entry {
            objectName: "me.areas"
            iconName: "map"
            title: qsTr("Areas")
            value: qsTr("Unit grids, communities, streets")
            onEditRequested: card.wanted("areas")
        }

        Entry {
            objectName: "me.help"
            iconName: "help"
            title: qsTr("Help")
            value: qsTr("How it works, and what to do when")
            onEditRequested: card.wanted("help")
        }

        Entry {
            objectName: "me.licences"
            iconName: "info"
            title: qsTr("About")
            value: qsTr("Version and licences")
            onEditRequested: card.wanted("about")
        }
    }
}
