import QtQuick
import fieldclient.ui.theme

// One photo on the whole window: pinch, double tap, wheel or + and − to come nearer, drag or arrows to move, Esc to leave.
// Where it is one of several, a swipe, the arrows at the edges or on the keyboard lead to the next.
FocusScope {
    id: control

    property url source
    property string caption: ""
    property string place: "" // which of how many
    property bool hasBefore
    property bool hasNext
    property real zoom: 1
    readonly property real maximum: 8

    signal closed
    signal stepped(int by)

    function zoomBy(factor: real): void {
        control.zoomAt(factor, flick.width / 2, flick.height / 2);
    }

    // What lies under x, y stays there.
    function zoomAt(factor: real, x: real, y: real): void {
        const next = Math.max(1, Math.min(maximum, zoom * factor));
        const to = Qt.point((flick.contentX + x) * next / zoom - x, (flick.contentY + y) * next / zoom - y);
        zoom = next;
        control.moveTo(to.x, to.y);
    }

    function moveTo(x: real, y: real): void {
        flick.contentX = Math.max(0, Math.min(flick.contentWidth - flick.width, x));
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height, y));
    }

    function step(by: int): void {
        if (by < 0 ? hasBefore : hasNext) {
            zoom = 1;
            control.stepped(by);
        }
    }

    // Across a photo that is seen whole an arrow leads on; in one that is larger than the window it moves.
    function arrow(right: int, down: int): void {
        if (zoom > 1)
            control.moveTo(flick.contentX + right * 80, flick.contentY + down * 80);
        else if (right !== 0)
            control.step(right);
    }

    focus: true
    Accessible.role: Accessible.Graphic
    Accessible.name: [caption !== "" ? caption : qsTr("Photo"), place].filter(part => part !== "").join(", ")
    Keys.onEscapePressed: control.closed()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            control.zoomBy(1.25);
        else if (event.key === Qt.Key_Minus)
            control.zoomBy(0.8);
        else if (event.key === Qt.Key_Left || event.key === Qt.Key_PageUp)
            control.arrow(-1, 0);
        else if (event.key === Qt.Key_Right || event.key === Qt.Key_PageDown)
            control.arrow(1, 0);
        else if (event.key === Qt.Key_Up || event.key === Qt.Key_Down)
            control.arrow(0, event.key === Qt.Key_Up ? -1 : 1);
        else
            return;
        event.accepted = true;
    }

    Rectangle {
        anchors.fill: parent
        color: "#0b0d0c"

        // Nothing below is touched through it.
        MouseArea {
            anchors.fill: parent
            Accessible.ignored: true
        }
    }

    Flickable {
        id: flick

        anchors.fill: parent
        contentWidth: width * control.zoom
        contentHeight: height * control.zoom
        boundsBehavior: Flickable.StopAtBounds
        interactive: control.zoom > 1
        clip: true

        Image {
            width: flick.contentWidth
            height: flick.contentHeight
            source: control.source
            asynchronous: true
            fillMode: Image.PreserveAspectFit
            Accessible.ignored: true
        }

        PinchHandler {
            target: null
            onScaleChanged: delta => control.zoomAt(delta, centroid.position.x, centroid.position.y)
        }

        WheelHandler {
            target: null
            onWheel: event => control.zoomAt(event.angleDelta.y > 0 ? 1.15 : 0.87, event.x, event.y)
        }

        TapHandler {
            onDoubleTapped: point => control.zoomAt(control.zoom > 1 ? 0.01 : 2.5, point.position.x, point.position.y)
        }

        DragHandler {
            property real swept: 0

            target: null
            enabled: control.zoom === 1
            yAxis.enabled: false
            onActiveTranslationChanged: swept = active ? activeTranslation.x : swept
            onActiveChanged: {
                if (!active && Math.abs(swept) > 60)
                    control.step(swept > 0 ? -1 : 1);
                swept = 0;
            }
        }
    }

    IconButton {
        objectName: control.objectName === "" ? "" : control.objectName + ".close"
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s16
        onPhoto: true
        iconName: "x"
        text: qsTr("Close")
        focus: true
        onClicked: control.closed()
    }

    component Edge: IconButton {
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.s16
        onPhoto: true
    }

    Edge {
        objectName: control.objectName === "" ? "" : control.objectName + ".before"
        anchors.left: parent.left
        visible: control.hasBefore
        iconName: "chevron-left"
        text: qsTr("The photo before")
        onClicked: control.step(-1)
    }

    Edge {
        objectName: control.objectName === "" ? "" : control.objectName + ".next"
        anchors.right: parent.right
        visible: control.hasNext
        iconName: "chevron-right"
        text: qsTr("The next photo")
        onClicked: control.step(1)
    }

    Row {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s16
        spacing: Theme.s8

        IconButton {
            onPhoto: true
            iconName: "zoom-out"
            text: qsTr("Smaller")
            enabled: control.zoom > 1
            reason: qsTr("The whole photo is seen")
            onClicked: control.zoomBy(0.66)
        }

        IconButton {
            onPhoto: true
            iconName: "zoom-in"
            text: qsTr("Larger")
            enabled: control.zoom < control.maximum
            reason: qsTr("It does not get larger")
            onClicked: control.zoomBy(1.5)
        }
    }

    PhotoCaption {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s16
        widest: parent.width - 2 * Theme.touch - 4 * Theme.s16
        text: [control.place, control.caption].filter(part => part !== "").join(" · ")
    }
}
