pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts

// The marks of a model on a map.
MapLayer {
    id: held

    required property RowModel marks
    property string current: ""

    signal touched(string markId)

    Repeater {
        model: held.marks

        MapMark {
            required property string rowId
            required property var model

            objectName: "map.mark." + rowId
            x: Math.round(model.x * held.spread - width / 2)
            y: Math.round(model.y * held.spread - height / 2)
            text: model.text
            spoken: model.spoken
            light: model.light
            large: model.large
            current: rowId === held.current
            onClicked: held.touched(rowId)
        }
    }
}
