import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// To the notifications, and to the sheet of shortcuts.
Card {
    id: card

    signal wanted(string place)
    signal keysWanted

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        FactRow {
            objectName: "me.notify"
            Layout.fillWidth: true
            iconName: "bell"
            endIcon: "chevron-right"
            title: qsTr("Notifications")
            value: qsTr("What is told when you look elsewhere")
            onEditRequested: card.wanted("notify")
        }

        FactRow {
            objectName: "me.keys"
            Layout.fillWidth: true
            iconName: "keyboard"
            endIcon: "chevron-right"
            title: qsTr("Keyboard shortcuts")
            value: qsTr("F1 shows them at any time")
            onEditRequested: card.keysWanted()
        }
    }
}
