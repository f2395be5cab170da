import QtQuick

// What is put inside lies on the map: at x and y of the chart's layer times `spread`.
Item {
    required property MapChart chart
    readonly property real spread: chart.layerScale

    x: chart.layerX
    y: chart.layerY
}
