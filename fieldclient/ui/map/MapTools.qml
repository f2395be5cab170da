import QtQuick
import fieldclient.ui.mapping
import fieldclient.ui.theme

// How close, where, and what else there is to do with the map.
Grid {
    id: tools

    required property MapRoom room

    columns: 1
    spacing: Theme.s8

    MapTool {
        objectName: "map.zoomIn"
        iconName: "zoom-in"
        text: qsTr("Closer")
        onClicked: tools.room.chart.zoom(1)
    }

    MapTool {
        objectName: "map.zoomOut"
        iconName: "zoom-out"
        text: qsTr("Farther away")
        onClicked: tools.room.chart.zoom(-1)
    }

    MapTool {
        objectName: "map.locate"
        iconName: "locate"
        text: qsTr("Where am I?")
        busy: tools.room.here.searching
        onClicked: tools.room.here.locate()
    }

    MapTool {
        objectName: "map.showAll"
        iconName: "maximize"
        text: qsTr("Show all cases")
        onClicked: tools.room.showAll()
    }

    MapTool {
        objectName: "map.take"
        iconName: "download"
        text: qsTr("Take an area with me")
        checked: tools.room.pane === "take"
        onClicked: tools.room.setPane(checked ? "list" : "take")
    }

    MapTool {
        objectName: "map.tiles"
        iconName: "layers"
        text: qsTr("Maps on this device")
        checked: tools.room.pane === "tiles"
        onClicked: tools.room.setPane(checked ? "list" : "tiles")
    }
}
