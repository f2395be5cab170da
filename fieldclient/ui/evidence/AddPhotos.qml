import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Photos for wherever there is room: from files, or several in a row from the camera; and a voice note.
Flow {
    id: control

    property string prefix: "draft"

    signal takeRequested
    signal pickRequested
    signal voiceRequested

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

    AppButton {
        objectName: control.prefix + ".photos.voice"
        text: qsTr("Voice note")
        iconName: "mic"
        onClicked: control.voiceRequested()
    }
}
