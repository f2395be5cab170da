import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// How much of the map is seen.
Row {
    id: buttons

    required property PatrolChart chart

    spacing: Theme.s8

    IconButton {
        objectName: "patrol.zoomOut"
        onPhoto: true
        iconName: "zoom-out"
        text: qsTr("Show more around")
        onClicked: buttons.chart.zoom(1 / 1.5)
    }

    IconButton {
        objectName: "patrol.zoomIn"
        onPhoto: true
        iconName: "zoom-in"
        text: qsTr("Show less, larger")
        onClicked: buttons.chart.zoom(1.5)
    }

    IconButton {
        objectName: "patrol.showAll"
        onPhoto: true
        iconName: "maximize"
        text: qsTr("Show the whole patrol")
        onClicked: buttons.chart.showAll()
    }
}
