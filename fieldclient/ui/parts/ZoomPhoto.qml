import QtQuick
import fieldclient.ui.theme

// One photo on the whole window: pinch, wheel or + and − to come nearer, drag to move, Esc to leave.
FocusScope {
    id: control

    property url source
    property string caption: ""
    property real zoom: 1
    readonly property real maximum: 8

    signal closed

    function zoomBy(factor: real): void {
        const next = Math.max(1, Math.min(maximum, zoom * factor));
        const middleX = flick.contentX + flick.width / 2;
        const middleY = flick.contentY + flick.height / 2;
        const ratio = next / zoom;
        zoom = next;
        flick.contentX = Math.max(0, Math.min(flick.contentWidth - flick.width, middleX * ratio - flick.width / 2));
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height, middleY * ratio - flick.height / 2));
    }

    focus: true
    Accessible.role: Accessible.Graphic
    Accessible.name: caption !== "" ? caption : qsTr("Photo")
    Keys.onEscapePressed: control.closed()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            control.zoomBy(1.25);
        else if (event.key === Qt.Key_Minus)
            control.zoomBy(0.8);
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
            onScaleChanged: delta => control.zoomBy(delta)
        }

        WheelHandler {
            target: null
            onWheel: event => control.zoomBy(event.angleDelta.y > 0 ? 1.15 : 0.87)
        }

        TapHandler {
            onDoubleTapped: control.zoomBy(control.zoom > 1 ? 0.01 : 2.5)
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
            onClicked: control.zoomBy(0.66)
        }

        IconButton {
            onPhoto: true
            iconName: "zoom-in"
            text: qsTr("Larger")
            enabled: control.zoom < control.maximum
            onClicked: control.zoomBy(1.5)
        }
    }

    Rectangle {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s16
        visible: control.caption !== ""
        width: Math.min(words.implicitWidth + 2 * Theme.s16, parent.width - 200)
        height: words.implicitHeight + Theme.s16
        radius: Theme.radiusControl
        color: Theme.colors.scrim

        AppText {
            id: words

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.s16
            text: control.caption
            color: Theme.colors.onScrim
            Accessible.ignored: true
        }
    }
}
