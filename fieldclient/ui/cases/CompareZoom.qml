import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Both photos closer, or whole.
Row {
    id: row

    required property real zoom

    signal zoomed(factor: real)

    spacing: Theme.s8

    IconButton {
        objectName: "case.compare.zoomOut"
        onPhoto: true
        iconName: "zoom-out"
        text: qsTr("Smaller")
        enabled: row.zoom > 1
        reason: qsTr("The whole photo is seen")
        onClicked: row.zoomed(0.66)
    }

    IconButton {
        objectName: "case.compare.zoomIn"
        onPhoto: true
        iconName: "zoom-in"
        text: qsTr("Larger")
        enabled: row.zoom < 8
        reason: qsTr("It does not get larger")
        onClicked: row.zoomed(1.5)
    }
}
