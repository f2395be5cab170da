pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts

// The pages every gathering room has on top of its own: the picker, the camera, a voice note, one photo or recording, marks on a photo.
FocusScope {
    id: control

    required property GatheringRoom room

    PageLoader {
        anchors.fill: parent
        focus: true
        asynchronous: covers // the first one comes together with what it is on
        sourceComponent: {
            switch (control.room.step) {
            case "camera":
                return camera;
            case "voice":
                return voice;
            case "photo":
                return photo;
            case "mark":
                return mark;
            case "recording":
                return recording;
            default:
                return photos;
            }
        }
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
        id: voice

        VoicePage {
            recorder: control.room.voice
            onToggled: control.room.recordVoice()
            onClosed: control.room.back()
        }
    }

    Component {
        id: recording

        RecordingPage {
            recording: control.room.player
            editor: control.room.editor.holds(control.room.player.sha256) ? control.room.editor : null
            onClosed: control.room.back()
        }
    }

    Component {
        id: mark

        MarkPage {
            marker: control.room.marker
            onClosed: control.room.back()
        }
    }

    Component {
        id: photo

        PhotoPage {
            editor: control.room.editor
            sha256: control.room.photo
            onMarkRequested: control.room.markPhoto()
            onClosed: control.room.back()
        }
    }
}
