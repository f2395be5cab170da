import QtQuick
import fieldclient.ui.parts

// Where the person stands when acting, as far from the case as that is.
Card {
    id: card

    required property CasesRoom room
    required property string prefix

    padding: 4

    FactRow {
        objectName: card.prefix + ".here"
        anchors.left: parent.left
        anchors.right: parent.right
        iconName: "locate"
        title: qsTr("Where you are")
        value: card.room.here
        source: card.room.fix.problem !== "" ? card.room.fix.problem : card.room.hereSource
        missing: card.room.fix.searching ? qsTr("Looking for the position …") : qsTr("Tap to use this device's position, or say in words why not")
        needed: card.room.editor.reminded
        onEditRequested: card.room.useDevicePosition()
    }
}
