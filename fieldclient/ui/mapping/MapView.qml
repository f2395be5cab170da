import QtQuick
import fieldclient.ui.theme

// A map that somebody looks at: moved by finger, wheel and keys. What lies on it is put inside and places itself on a MapLayer.
FocusScope {
    id: map

    required property MapChart chart
    property string spoken: "" // what a screen reader says of what is seen
    default property alias things: overlay.data

    signal tapped(real right, real down)
    signal held(real right, real down)

    // True when the key was used.
    function key(event: int): bool {
        const step = 80;
        switch (event) {
        case Qt.Key_Left:
            chart.drag(step, 0);
            return true;
        case Qt.Key_Right:
            chart.drag(-step, 0);
            return true;
        case Qt.Key_Up:
            chart.drag(0, step);
            return true;
        case Qt.Key_Down:
            chart.drag(0, -step);
            return true;
        case Qt.Key_Plus:
        case Qt.Key_Equal:
            chart.zoom(1);
            return true;
        case Qt.Key_Minus:
            chart.zoom(-1);
            return true;
        }
        return false;
    }

    function look(): void {
        chart.showLook(Theme.mode, Theme.scale, Screen.devicePixelRatio);
        chart.resize(width, height);
    }

    implicitWidth: 320
    implicitHeight: 240
    Keys.onPressed: event => event.accepted = map.key(event.key)
    onWidthChanged: look()
    onHeightChanged: look()
    Component.onCompleted: look()

    Connections {
        target: Theme

        function onModeChanged(): void {
            map.look();
        }

        function onScaleChanged(): void {
            map.look();
        }
    }

    // What the keyboard comes to. A scope would hand it on to the thing on the map that had it last.
    Item {
        id: face

        objectName: map.objectName === "" ? "" : map.objectName + ".face"
        anchors.fill: parent
        clip: true
        focus: true
        activeFocusOnTab: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("Map. Arrow keys move it, plus and minus zoom.")
        Accessible.description: map.spoken
        Accessible.focusable: true

        Rectangle {
            anchors.fill: parent
            color: Theme.colors.sunken
        }

        MapSheet {
            objectName: "map.sheet"
            x: map.chart.sheetX
            y: map.chart.sheetY
            scale: map.chart.sheetScale
            transformOrigin: Item.TopLeft
            chart: map.chart
        }

        DragHandler {
            property point before

            target: null
            onActiveChanged: before = Qt.point(0, 0)
            onActiveTranslationChanged: {
                map.chart.drag(activeTranslation.x - before.x, activeTranslation.y - before.y);
                before = Qt.point(activeTranslation.x, activeTranslation.y);
            }
        }

        WheelHandler {
            acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
            onWheel: event => map.chart.zoomAt(event.angleDelta.y / 240, event.x, event.y)
        }

        PinchHandler {
            id: pinch

            target: null
            onScaleChanged: delta => map.chart.zoomAt(Math.log2(delta), centroid.position.x, centroid.position.y)
            onTranslationChanged: delta => map.chart.drag(delta.x, delta.y)
        }

        TapHandler {
            onSingleTapped: event => {
                face.forceActiveFocus();
                map.tapped(event.position.x, event.position.y);
            }
            onDoubleTapped: event => map.chart.zoomAt(1, event.position.x, event.position.y)
            onLongPressed: map.held(point.position.x, point.position.y)
        }

        Item {
            id: overlay

            anchors.fill: parent
        }
    }

    Rectangle {
        anchors.fill: parent
        visible: face.activeFocus
        color: "transparent"
        border.width: 3
        border.color: Theme.colors.focus
        Accessible.ignored: true
    }
}
