import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is done to the whole table.
Row {
    id: tools

    required property IntakeRoom room
    property bool foldable: false
    property bool mapShown: true
    property bool roomy: true // for words beside the icons

    signal mapToggled
    signal trackWanted

    spacing: Theme.s4

    HeadButton {
        objectName: "intake.mapShown"
        visible: tools.foldable
        iconName: "map"
        roomy: tools.roomy
        word: tools.mapShown ? qsTr("Hide the map") : qsTr("Show the map")
        onClicked: tools.mapToggled()
    }

    HeadButton {
        objectName: "intake.undo"
        iconName: "undo"
        roomy: tools.roomy
        word: qsTr("Undo")
        enabled: tools.room.table.canUndo
        reason: qsTr("Nothing was changed yet")
        onClicked: tools.room.table.undo()
    }

    HeadButton {
        objectName: "intake.regroup"
        iconName: "refresh"
        roomy: tools.roomy
        word: qsTr("Group again")
        spoken: qsTr("Group again by place and time")
        enabled: tools.room.table.touched
        reason: qsTr("Nothing was changed yet")
        onClicked: tools.room.table.regroup()
    }

    HeadButton {
        objectName: "intake.addTrack"
        iconName: "route"
        roomy: tools.roomy
        word: qsTr("Add a track…")
        onClicked: tools.trackWanted()
    }

    HeadButton {
        objectName: "intake.putAside"
        iconName: "x"
        roomy: tools.roomy
        word: qsTr("Leave it unsorted")
        onClicked: tools.room.putAside()
    }
}
