import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// How long, how far, which grids, which reports: two by two, or in a row where there is room.
GridLayout {
    id: tiles

    property var numbers: ({})

    columns: width >= 620 * Math.min(1.5, Theme.scale) ? 4 : 2
    columnSpacing: Theme.s8
    rowSpacing: Theme.s8
    uniformCellWidths: true

    NumberTile {
        objectName: "patrol.time"
        Layout.fillWidth: true
        Layout.fillHeight: true // as high as its neighbour
        iconName: "timer"
        title: qsTr("on patrol")
        number: tiles.numbers.time ?? ""
    }

    NumberTile {
        objectName: "patrol.distance"
        Layout.fillWidth: true
        Layout.fillHeight: true
        iconName: "route"
        title: qsTr("walked")
        number: tiles.numbers.distance ?? ""
    }

    NumberTile {
        objectName: "patrol.gridsCovered"
        Layout.fillWidth: true
        Layout.fillHeight: true
        iconName: "grid-3x3"
        title: qsTr("grids covered")
        number: tiles.numbers.grids ?? ""
    }

    NumberTile {
        objectName: "patrol.reportsMade"
        Layout.fillWidth: true
        Layout.fillHeight: true
        iconName: "camera"
        title: qsTr("reported")
        number: tiles.numbers.reports ?? ""
    }
}
