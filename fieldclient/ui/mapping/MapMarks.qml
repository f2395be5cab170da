pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts

// The marks of a model on a map.
MapLayer {
    id: layer

    required property RowModel marks
    property string current: ""

    signal touched(string markId)

    Repeater {
        model: layer.marks

        MapMark {
            required property string rowId
            required property var model

            objectName: "map.mark." + rowId
            x: Math.round(model.x * layer.spread - width / 2)
            y: Math.round(model.y * layer.spread - height / 2)
            text: model.text
            spoken: model.spoken
            light: model.light
            large: model.large
            current: rowId === layer.current
            onClicked: layer.touched(rowId)
        }
    }
}
