pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.theme

// Taking photos and videos, one slot after the other or wherever there is room. A machine without a camera offers its files.
FocusScope {
    id: page

    required property CameraBox camera
    property string prefix: "camera"
    readonly property CameraView view: finder.item as CameraView
    readonly property bool ready: view !== null && view.working
    readonly property bool wide: width > height
    readonly property real corner: head.item !== null ? (head.item as CameraTop).corner : 0 // taken up above the shutter of a wide window
    readonly property bool crowded: wide && corner + controls.implicitHeight > height
    readonly property real below: width - 2 * (wide ? controls.width + Theme.s16 : Theme.s16) // what lies there leaves the shutter free

    signal closed
    signal filesRequested

    function shoot(): void {
        if (!ready || camera.full || camera.asking !== "")
            return;
        if (controls.video)
            camera.record(view.session);
        else
            view.shoot(camera.shotPath());
    }

    onReadyChanged: if (ready)
        controls.focusShutter()
    Keys.onEscapePressed: page.camera.leave()
    Keys.onPressed: event => {
        const shutters = [Qt.Key_Space, Qt.Key_Return, Qt.Key_Enter, Qt.Key_VolumeUp, Qt.Key_VolumeDown, Qt.Key_Camera];
        if (shutters.includes(event.key) && !event.isAutoRepeat)
            page.shoot();
        else if (event.key === Qt.Key_Plus && page.ready)
            page.view.zoomTo(page.view.zoom * 1.4);
        else if (event.key === Qt.Key_Minus && page.ready)
            page.view.zoomTo(page.view.zoom / 1.4);
        else
            return;
        event.accepted = true;
    }

    Rectangle {
        anchors.fill: parent
        color: page.ready ? "#0b0d0c" : Theme.colors.page
    }

    Loader {
        id: finder

        anchors.fill: parent
        active: page.camera.allowed
        source: "CameraView.qml"
        asynchronous: false
    }

    // What is missing is a photo.
    Connections {
        target: page.camera

        function onChanged(): void {
            if (page.camera.asking === "leaving")
                controls.video = false;
        }
    }

    Connections {
        target: page.view

        function onSaved(path: string): void {
            page.camera.saved(path);
        }

        function onFailed(): void {
            page.camera.failed();
        }

        function onFrameWanted(output: Item): void {
            page.camera.takeFrame(output);
        }
    }

    // Series while the shutter is held.
    Timer {
        interval: 350
        repeat: true
        triggeredOnStart: true
        running: page.ready && page.camera.burst
        onTriggered: page.shoot()
    }

    Image {
        objectName: page.prefix + ".before"
        anchors.fill: parent
        visible: page.ready && source.toString() !== ""
        source: page.camera.ghost.source
        asynchronous: true
        fillMode: Image.PreserveAspectFit
        opacity: page.camera.ghost.strength
        Accessible.ignored: true
    }

    CameraLines {
        x: page.ready ? page.view.seen.x : 0
        y: page.ready ? page.view.seen.y : 0
        width: page.ready ? page.view.seen.width : 0
        height: page.ready ? page.view.seen.height : 0
        visible: page.ready
        senses: page.camera.senses
        grid: head.item !== null && (head.item as CameraTop).grid
    }

    CameraAbsent {
        anchors.fill: parent
        visible: !page.ready
        prefix: page.prefix
        problem: page.camera.problem
        broken: page.view !== null && page.view.broken
        onClosed: page.camera.leave()
        onFilesRequested: page.filesRequested()
        onTryAgain: page.view.again()
    }

    Loader {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        active: page.ready
        sourceComponent: CameraTop {
            camera: page.camera
            view: page.view
            prefix: page.prefix
            video: controls.video
            aside: page.crowded
            onClosed: page.camera.leave()
        }
    }

    CameraControls {
        id: controls

        x: page.wide ? page.width - width - Theme.s8 : (page.width - width) / 2
        y: page.wide ? Math.max(page.crowded ? 0 : page.corner, (page.height - height) / 2) : page.height - height
        width: implicitWidth
        height: implicitHeight
        visible: page.ready
        focus: true
        camera: page.camera
        prefix: page.prefix
        wide: page.wide
        onShootRequested: page.shoot()
        onFilesRequested: page.filesRequested()
        onClosed: page.camera.leave()
    }

    GhostLayer {
        x: (page.width - width) / 2
        y: page.wide ? page.height - height - Theme.s16 : controls.y - height
        width: Math.min(420 * Theme.scale, page.below)
        ghost: page.camera.ghost
        prefix: page.prefix
        visible: page.ready && ghost.there
    }

    CameraCard {
        x: (page.width - width) / 2
        y: page.wide ? page.height - height - Theme.s16 : controls.y - height
        width: Math.min(560 * Theme.scale, page.below)
        camera: page.camera
        prefix: page.prefix
    }
}
