import QtQuick
import QtQuick.Shapes
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// The shutter: a large ring that a gloved thumb finds. Of a recording the ring fills up and the button is its end.
T.AbstractButton {
    id: control

    property bool video: false
    property bool voice: false
    property bool recording: false
    property real share: 0 // of the longest recording
    property color ink: Theme.colors.onScrim
    property string reason: "" // why it cannot be pressed now

    signal held(bool holding) // a finger stays on it, or leaves again

    implicitWidth: Theme.primary + Theme.s24
    implicitHeight: implicitWidth
    text: recording ? qsTr("End recording") : video || voice ? qsTr("Start recording") : qsTr("Take photo")
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.45
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: enabled ? "" : reason
    Accessible.onPressAction: control.clicked()
    Keys.onReturnPressed: event => {
        if (!event.isAutoRepeat)
            control.clicked();
    }
    onPressAndHold: control.held(true)
    onReleased: control.held(false)
    onCanceled: control.held(false)

    contentItem: Item {
        AppIcon {
            anchors.centerIn: parent
            visible: (control.video || control.voice) && !control.recording
            name: control.voice ? "mic" : "video"
            size: Theme.headline
            color: control.ink
        }
    }

    background: Rectangle {
        radius: width / 2
        color: control.voice ? "transparent" : Theme.colors.scrim
        border.width: 4
        border.color: control.recording ? Qt.alpha(control.ink, 0.35) : control.ink

        Rectangle {
            readonly property bool small: control.recording

            anchors.centerIn: parent
            visible: control.recording || !(control.video || control.voice)
            width: small ? parent.width * 0.4 : parent.width - 2 * (control.down ? Theme.s12 : Theme.s8)
            height: width
            radius: small ? Theme.s4 : width / 2
            color: control.ink
        }

        Shape {
            anchors.fill: parent
            visible: control.recording
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: control.ink
                strokeWidth: 6
                fillColor: "transparent"
                capStyle: ShapePath.FlatCap

                PathAngleArc {
                    centerX: control.width / 2
                    centerY: control.height / 2
                    radiusX: control.width / 2 - 3
                    radiusY: radiusX
                    startAngle: -90
                    sweepAngle: 360 * control.share
                }
            }
        }

        // Whatever the photo below is like, the ring stands on this.
        Rectangle {
            z: -1
            anchors.fill: parent
            anchors.margins: -7
            visible: !control.voice
            radius: width / 2
            color: Theme.colors.scrim
        }

        FocusRing {
            visible: control.visualFocus
            radius: parent.radius + gap
            border.color: control.ink // seen on photos, too
        }
    }
}
