import QtQuick
import QtMultimedia

// The viewfinder. Loaded only when it is wanted: the multimedia libraries are large, and a desk may have no camera.
Item {
    id: view

    readonly property bool available: devices.videoInputs.length > 0 || captureSession.videoFrameInput !== null
    readonly property bool working: available && camera.error === Camera.NoError
    property alias session: captureSession

    signal saved(string path)
    signal failed

    function shoot(path: string): void {
        capture.captureToFile(path);
    }

    MediaDevices {
        id: devices
    }

    CaptureSession {
        id: captureSession

        camera: Camera {
            id: camera

            active: view.available
        }
        imageCapture: ImageCapture {
            id: capture

            quality: ImageCapture.VeryHighQuality
            onImageSaved: (requestId, path) => view.saved(path)
            onErrorOccurred: view.failed()
        }
        videoOutput: output
    }

    VideoOutput {
        id: output

        anchors.fill: parent
        fillMode: VideoOutput.PreserveAspectFit
    }
}
