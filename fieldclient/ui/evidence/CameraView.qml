pragma ComponentBehavior: Bound

import QtQuick
import QtMultimedia

// What the camera sees. Loaded only when it is wanted: the multimedia libraries are large, and a desk may have no camera.
Item {
    id: view

    readonly property bool fed: captureSession.videoFrameInput !== null // frames come from elsewhere than a camera
    readonly property bool available: devices.videoInputs.length > 0
    readonly property bool broken: !fed && available && camera.error !== Camera.NoError
    readonly property bool working: fed || available && !broken
    readonly property int cameras: devices.videoInputs.length
    readonly property bool torchable: !fed && available && camera.isTorchModeSupported(Camera.TorchOn)
    readonly property bool torch: camera.torchMode === Camera.TorchOn
    readonly property real zoomMost: Math.min(8, Math.max(1, camera.maximumZoomFactor))
    readonly property real zoom: camera.zoomFactor
    readonly property alias seen: output.contentRect
    property alias session: captureSession
    property bool wanted: true

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

    function flip(): void {
        const inputs = devices.videoInputs;
        const at = inputs.findIndex(input => input.id.toString() === camera.cameraDevice.id.toString());
        camera.cameraDevice = inputs[(at + 1) % inputs.length];
    }

    function setTorch(on: bool): void {
        camera.torchMode = on ? Camera.TorchOn : Camera.TorchOff;
    }

    function zoomTo(factor: real): void {
        camera.zoomFactor = Math.max(1, Math.min(zoomMost, factor));
    }

    // Another program may have let it go.
    function again(): void {
        wanted = false;
        wanted = true;
    }

    MediaDevices {
        id: devices
    }

    CaptureSession {
        id: captureSession

        camera: Camera {
            id: camera

            active: view.available && view.wanted && !view.fed
            onErrorOccurred: view.failed()
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
        Accessible.ignored: true
    }

    Loader {
        anchors.fill: parent
        active: GraphicsInfo.api === GraphicsInfo.Software
        sourceComponent: PaintedFrames {
            sink: output.videoSink
        }
    }

    PinchHandler {
        target: null
        enabled: view.zoomMost > 1
        onScaleChanged: delta => view.zoomTo(view.zoom * delta)
    }
}
