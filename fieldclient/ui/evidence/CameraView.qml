import QtQuick
import QtMultimedia

// The viewfinder. Loaded only when it is wanted: the multimedia libraries are large, and a desk may have no camera.
Item {
    id: view

    readonly property bool fed: captureSession.videoFrameInput !== null // frames come from elsewhere than a camera
    readonly property bool available: devices.videoInputs.length > 0
    readonly property bool working: fed || available && camera.error === Camera.NoError
    property alias session: captureSession

    signal saved(string path)
    signal failed
    signal frameWanted(Item output)

    // A stream without a still picture of its own gives its current frame.
    function shoot(path: string): void {
        if (capture.readyForCapture)
            capture.captureToFile(path);
        else
            view.frameWanted(output);
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
