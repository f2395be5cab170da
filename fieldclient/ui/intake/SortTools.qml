import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is done to the whole table.
Row {
    id: tools

    required property IntakeRoom room
    property bool foldable: false
    property bool mapShown: true

    signal mapToggled
    signal trackWanted

    spacing: Theme.s4

    IconButton {
        objectName: "intake.mapShown"
        visible: tools.foldable
        iconName: "map"
        text: tools.mapShown ? qsTr("Hide the map") : qsTr("Show the map")
        onClicked: tools.mapToggled()
    }

    IconButton {
        objectName: "intake.undo"
        iconName: "undo"
        text: qsTr("Undo")
        enabled: tools.room.table.canUndo
        reason: qsTr("Nothing was changed yet")
        onClicked: tools.room.table.undo()
    }

    IconButton {
        objectName: "intake.regroup"
        iconName: "refresh"
        text: qsTr("Group again by place and time")
        enabled: tools.room.table.touched
        reason: qsTr("Nothing was changed yet")
        onClicked: tools.room.table.regroup()
    }

    IconButton {
        objectName: "intake.addTrack"
        iconName: "route"
        text: qsTr("Add a track…")
        onClicked: tools.trackWanted()
    }

    IconButton {
        objectName: "intake.putAside"
        iconName: "x"
        text: qsTr("Leave it unsorted")
        onClicked: tools.room.putAside()
    }
}
