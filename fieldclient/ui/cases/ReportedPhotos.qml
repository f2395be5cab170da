pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// What was reported, small: to find the same spot.
Flow {
    id: strip

    required property CasesRoom room
    required property string prefix

    spacing: Theme.s8
    visible: room.caseData.photos.count > 0

    Repeater {
        model: strip.room.caseData.photos

        PhotoTile {
            required property string rowId
            required property url picture
            required property string label
            required property string kind
            required property int index

            objectName: strip.prefix + ".reported." + index
            width: 144
            height: 104
            source: picture
            mark: label
            film: kind
            onClicked: strip.room.zoom(rowId)
        }
    }
}
