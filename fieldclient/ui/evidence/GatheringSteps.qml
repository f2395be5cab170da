pragma ComponentBehavior: Bound

import QtQuick

// The pages every gathering room has on top of its own: the picker, the camera, one photo.
FocusScope {
    id: control

    required property GatheringRoom room

    Loader {
        anchors.fill: parent
        focus: true
        sourceComponent: control.room.step === "camera" ? camera : control.room.step === "photo" ? photo : photos
        onLoaded: (item as Item).forceActiveFocus()
    }

    Component {
        id: photos

        PickerPage {
            picker: control.room.picker
            onClosed: control.room.back()
        }
    }

    Component {
        id: camera

        CameraPage {
            camera: control.room.camera
            onClosed: control.room.back()
            onFilesRequested: control.room.pickPhotos(control.room.camera.purpose)
        }
    }

    Component {
        id: photo

        PhotoPage {
            editor: control.room.editor
            sha256: control.room.photo
            onClosed: control.room.back()
        }
    }
}
