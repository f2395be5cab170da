import fieldclient.ui.mapping

// Open cases around, as the map marks them, but nothing to touch: a tap is where the report is.
MapMarks {
    required property PadView view

    objectName: "place.around"
    enabled: false
    chart: view.pad.ground.chart
    marks: view.pad.ground.cases
}
