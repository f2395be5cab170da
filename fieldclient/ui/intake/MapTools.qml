import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Zooming for fingers and for the mouse.
Row {
    id: tools

    required property CardMap view

    visible: view.map.known
    spacing: Theme.s8

    IconButton {
        objectName: "intake.map.fit"
        onPhoto: true
        iconName: "maximize"
        text: qsTr("Show all photos")
        onClicked: tools.view.fit()
    }

    IconButton {
        objectName: "intake.map.zoomOut"
        onPhoto: true
        iconName: "zoom-out"
        text: qsTr("Show more around")
        onClicked: tools.view.zoomBy(1 / 1.5)
    }

    IconButton {
        objectName: "intake.map.zoomIn"
        onPhoto: true
        iconName: "zoom-in"
        text: qsTr("Show less, larger")
        onClicked: tools.view.zoomBy(1.5)
    }
}
