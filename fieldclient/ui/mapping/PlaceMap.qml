import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// One place on a small map, for pages of cases and reports. A touch asks for the large one.
MapView {
    id: map

    readonly property PlaceChart place: chart as PlaceChart

    signal opened

    still: true
    visible: place?.known ?? false
    onVisibleChanged: chart.setShown(visible)
    Component.onCompleted: chart.setShown(visible)
    Component.onDestruction: chart.setShown(false)

    MapLayer {
        chart: map.chart

        AppIcon {
            x: (map.place?.pinX ?? 0) * parent.spread - width / 2
            y: (map.place?.pinY ?? 0) * parent.spread - height
            name: "map-pin"
            size: 36
            color: Theme.colors.accent
        }
    }

    MapScale {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s8
        chart: map.chart
    }

    MapTool {
        objectName: map.objectName === "" ? "" : map.objectName + ".open"
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s8
        iconName: "maximize"
        text: qsTr("Show on the large map")
        onClicked: map.opened()
    }
}
