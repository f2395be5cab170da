import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Photos for wherever there is room: from files, or several in a row from the camera.
Flow {
    id: control

    property string prefix: "draft"

    signal takeRequested
    signal pickRequested

    spacing: Theme.s8

    AppButton {
        objectName: control.prefix + ".photos.add"
        text: qsTr("Choose photos")
        iconName: "images"
        onClicked: control.pickRequested()
    }

    AppButton {
        objectName: control.prefix + ".photos.camera"
        text: qsTr("Camera")
        iconName: "camera"
        onClicked: control.takeRequested()
    }
}
