import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Before and after over each other: the handle shows more of one or the other. Plus and minus, a wheel or two fingers bring both closer;
// Shift with arrows, or a finger beside the handle, moves them.
FocusScope {
    id: view

    required property CasesRoom room
    property real split: 0.5
    property real zoom: 1
    property real panX: 0 // pixels of the larger photos beside and above what is seen
    property real panY: 0

    function zoomAt(factor: real, x: real, y: real): void {
        const next = Math.max(1, Math.min(8, zoom * factor));
        const toX = (panX + x) * next / zoom - x, toY = (panY + y) * next / zoom - y;
        zoom = next;
        panTo(toX, toY);
    }

    function zoomBy(factor: real): void {
        zoomAt(factor, width / 2, height / 2);
    }

    function panTo(x: real, y: real): void {
        panX = Math.max(0, Math.min(width * (zoom - 1), x));
        panY = Math.max(0, Math.min(height * (zoom - 1), y));
    }

    focus: true
    onWidthChanged: panTo(panX, panY)
    onHeightChanged: panTo(panX, panY)
    Keys.onEscapePressed: view.room.back()
    Keys.onPressed: event => {
        const shifted = (event.modifiers & Qt.ShiftModifier) !== 0;
        event.accepted = true;
        if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            zoomBy(1.25);
        else if (event.key === Qt.Key_Minus)
            zoomBy(0.8);
        else if (event.key === Qt.Key_Left && !shifted)
            split = Math.max(0, split - 0.05);
        else if (event.key === Qt.Key_Right && !shifted)
            split = Math.min(1, split + 0.05);
        else if (shifted && event.key >= Qt.Key_Left && event.key <= Qt.Key_Down)
            panTo(panX + (event.key === Qt.Key_Right ? 80 : event.key === Qt.Key_Left ? -80 : 0), panY + (event.key === Qt.Key_Down ? 80 : event.key === Qt.Key_Up ? -80 : 0));
        else
            event.accepted = false;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    Item {
        anchors.fill: parent
        clip: true

        ComparePhoto {
            objectName: "case.compare.after"
            x: -view.panX
            y: -view.panY
            width: view.width * view.zoom
            height: view.height * view.zoom
            source: view.room.matches.after
        }
    }

    Item {
        width: parent.width * view.split
        height: parent.height
        clip: true

        Rectangle {
            anchors.fill: parent
            color: Theme.colors.page
        }

        ComparePhoto {
            objectName: "case.compare.before"
            x: -view.panX
            y: -view.panY
            width: view.width * view.zoom
            height: view.height * view.zoom
            source: view.room.matches.before
        }
    }

    CompareHandle {
        objectName: "case.compare.handle"
        x: parent.width * view.split - width / 2
        height: parent.height
        focus: true
        onMoved: by => view.split = Math.max(0, Math.min(1, view.split + by))
    }

    // The handle follows the finger; beside it, photos that are larger than the window are moved.
    MouseArea {
        id: surface

        property bool moving: false
        property point from

        function follow(x: real, y: real): void {
            if (moving)
                view.panTo(view.panX + from.x - x, view.panY + from.y - y);
            else
                view.split = Math.max(0, Math.min(1, x / width));
            from = Qt.point(x, y);
        }

        anchors.fill: parent
        Accessible.ignored: true
        onPressed: event => {
            moving = view.zoom > 1 && Math.abs(event.x - view.split * width) > Theme.touch / 2;
            from = Qt.point(event.x, event.y);
            follow(event.x, event.y);
        }
        onPositionChanged: event => follow(event.x, event.y)
        onDoubleClicked: event => view.zoomAt(view.zoom > 1 ? 0.01 : 2.5, event.x, event.y)
    }

    WheelHandler {
        target: null
        onWheel: event => view.zoomAt(event.angleDelta.y > 0 ? 1.15 : 0.87, event.x, event.y)
    }

    PinchHandler {
        target: null
        onScaleChanged: delta => view.zoomAt(delta, centroid.position.x, centroid.position.y)
    }

    CompareZoom {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s16
        zoom: view.zoom
        onZoomed: factor => view.zoomBy(factor)
    }

    CompareLabel {
        anchors.left: parent.left
        text: qsTr("Before")
    }

    CompareLabel {
        anchors.right: parent.right
        text: qsTr("After")
    }

    IconButton {
        objectName: "case.compare.close"
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s16
        onPhoto: true
        iconName: "x"
        text: qsTr("Close")
        onClicked: view.room.back()
    }
}
