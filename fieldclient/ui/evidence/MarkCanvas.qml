pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The photo that is drawn on: one finger draws, two or a wheel or + and − come nearer; what lies beside the window is moved by two
// fingers, or by one where nothing is drawn. Enter puts the chosen tool's mark into the middle.
FocusScope {
    id: canvas

    required property PhotoMarker marker
    required property MarkWords words
    property real zoom: 1
    property real panX: 0 // how far the middle of the photo is beside that of the canvas
    property real panY: 0
    readonly property real maximum: 6
    readonly property real fitted: Math.max(1, Math.min(width - 2 * Theme.s8, (height - 2 * Theme.s8) * marker.ratio)) // width at zoom 1

    function zoomAt(factor: real, x: real, y: real): void {
        const next = Math.max(1, Math.min(maximum, zoom * factor));
        const toX = x - width / 2, toY = y - height / 2;
        const movedX = toX - (toX - panX) * next / zoom, movedY = toY - (toY - panY) * next / zoom;
        zoom = next;
        panTo(movedX, movedY);
    }

    function zoomBy(factor: real): void {
        zoomAt(factor, width / 2, height / 2);
    }

    function panTo(x: real, y: real): void {
        const roomX = Math.max(0, (board.width - width) / 2 + Theme.s8), roomY = Math.max(0, (board.height - height) / 2 + Theme.s8);
        panX = zoom === 1 ? 0 : Math.max(-roomX, Math.min(roomX, x));
        panY = zoom === 1 ? 0 : Math.max(-roomY, Math.min(roomY, y));
    }

    function take(index: int): void {
        const item = items.itemAt(index) as MarkItem;
        if (item !== null)
            item.grip.forceActiveFocus();
    }

    clip: true
    onWidthChanged: panTo(panX, panY)
    onHeightChanged: panTo(panX, panY)

    Connections {
        target: canvas.marker

        function onPut(index: int): void {
            canvas.take(index);
        }
    }

    Rectangle {
        anchors.fill: parent
        color: "#0b0d0c"
    }

    Item {
        id: board

        objectName: "mark.board"
        width: canvas.fitted * canvas.zoom
        height: width / canvas.marker.ratio
        x: (canvas.width - width) / 2 + canvas.panX
        y: (canvas.height - height) / 2 + canvas.panY

        Image {
            anchors.fill: parent
            source: canvas.marker.source
            asynchronous: true
            Accessible.ignored: true
        }

        Repeater {
            id: items

            model: canvas.marker.original ? null : canvas.marker.marks

            MarkItem {
                marker: canvas.marker
                words: canvas.words
            }
        }

        Repeater {
            model: canvas.marker.original || canvas.marker.chosen < 0 ? [] : canvas.marker.handles

            MarkHandle {
                required property point modelData

                x: modelData.x * board.width - width / 2
                y: modelData.y * board.height - height / 2
            }
        }
    }

    MouseArea {
        id: finger

        property bool drawing: false
        property point from

        function shareX(x: real): real {
            return (x - board.x) / board.width;
        }

        function shareY(y: real): real {
            return (y - board.y) / board.height;
        }

        anchors.fill: parent
        enabled: canvas.marker.ready
        cursorShape: canvas.marker.tool === "" ? Qt.ArrowCursor : Qt.CrossCursor
        Accessible.ignored: true
        onPressed: event => {
            surface.byHand = true;
            surface.forceActiveFocus(Qt.MouseFocusReason);
            from = Qt.point(event.x - canvas.panX, event.y - canvas.panY);
            drawing = canvas.marker.press(shareX(event.x), shareY(event.y), Theme.touch / 2 / board.width, Theme.touch / 2 / board.height);
        }
        onPositionChanged: event => {
            if (drawing)
                canvas.marker.drag(shareX(event.x), shareY(event.y));
            else
                canvas.panTo(event.x - from.x, event.y - from.y);
        }
        onReleased: {
            if (drawing)
                canvas.marker.release(Theme.touch / 2 / board.width, Theme.touch / 2 / board.height);
            drawing = false;
        }
        onCanceled: {
            drawing = false;
            canvas.marker.forget();
        }
        onWheel: event => canvas.zoomAt(event.angleDelta.y > 0 ? 1.15 : 0.87, event.x, event.y)

        PinchHandler {
            target: null
            onActiveChanged: if (active) {
                finger.drawing = false;
                canvas.marker.forget();
            }
            onScaleChanged: delta => canvas.zoomAt(delta, centroid.position.x, centroid.position.y)
            onTranslationChanged: delta => canvas.panTo(canvas.panX + delta.x, canvas.panY + delta.y)
        }
    }

    // The keyboard's way to the photo itself.
    Item {
        id: surface

        property bool byHand: true // shown where the keyboard is only to who uses it

        objectName: "mark.photo"
        anchors.fill: parent
        focus: true
        activeFocusOnTab: true
        Accessible.role: Accessible.Graphic
        Accessible.focusable: true
        Accessible.name: qsTr("The photo. Enter puts the chosen tool's mark into its middle, Tab leads through the marks, plus and minus zoom.")
        onActiveFocusChanged: if (!activeFocus)
            byHand = false
        Keys.onReturnPressed: canvas.marker.place()
        Keys.onEnterPressed: canvas.marker.place()
        Keys.onSpacePressed: canvas.marker.place()
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
                canvas.zoomBy(1.25);
            else if (event.key === Qt.Key_Minus)
                canvas.zoomBy(0.8);
            else if ((event.key === Qt.Key_Delete || event.key === Qt.Key_Backspace) && canvas.marker.chosen >= 0)
                canvas.marker.remove();
            else if (event.key >= Qt.Key_Left && event.key <= Qt.Key_Down && canvas.zoom > 1)
                canvas.panTo(canvas.panX + (event.key === Qt.Key_Left ? 80 : event.key === Qt.Key_Right ? -80 : 0), canvas.panY + (event.key === Qt.Key_Up ? 80 : event.key === Qt.Key_Down ? -80 : 0));
            else
                return;
            event.accepted = true;
        }

        FocusRing {
            visible: surface.activeFocus && !surface.byHand
            anchors.margins: 2
            border.color: "#ffffff"
        }
    }
}
