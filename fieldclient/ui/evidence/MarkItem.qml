pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import fieldclient.ui.parts
import fieldclient.ui.theme

// One mark over the photo that fills its parent, and what the keyboard takes hold of: arrows move it, Shift with arrows stretches it.
Item {
    id: item

    required property PhotoMarker marker
    required property MarkWords words
    required property string kind
    required property string meaning
    required property string colour
    required property string text
    required property string path
    required property real atX
    required property real atY
    required property real toX
    required property real toY
    required property bool chosen
    required property bool live
    required property int index
    property alias grip: hold
    readonly property real units: Math.max(width, height) / 1000 // a photo's long side is 1000 units
    readonly property rect area: Qt.rect(atX * width, atY * height, (toX - atX) * width, (toY - atY) * height)

    anchors.fill: parent

    Shape {
        width: 1000
        height: 1000
        visible: item.path !== ""
        scale: item.units
        transformOrigin: Item.TopLeft
        Accessible.ignored: true // the button around it tells it

        ShapePath {
            strokeColor: "#101312"
            strokeWidth: 11.6
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: item.path
            }
        }

        ShapePath {
            strokeColor: item.colour
            strokeWidth: 6
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: item.path
            }
        }
    }

    Rectangle {
        visible: item.kind === "text"
        x: item.area.x
        y: item.area.y
        width: label.implicitWidth + 2 * label.pad
        height: label.implicitHeight + label.pad
        radius: label.pad
        color: "#101312"

        Text {
            id: label

            readonly property real pad: 0.35 * font.pixelSize

            anchors.centerIn: parent
            text: item.text
            color: item.colour
            textFormat: Text.PlainText
            font.family: Theme.family
            font.pixelSize: Math.max(6, Math.round(36 * item.units))
            Accessible.ignored: true
        }
    }

    MarkPatch {
        visible: item.kind === "blur"
        source: item.marker.source
        area: item.area
        whole: Qt.size(item.width, item.height)
        live: item.live
    }

    MarkFrame {
        visible: item.kind === "crop"
        area: item.area
    }

    // What is chosen shows where it may be taken.
    Rectangle {
        id: hold

        readonly property real least: Theme.touch

        function moveBy(event: KeyEvent): bool {
            const step = (event.modifiers & Qt.ControlModifier) ? 0.002 : 0.02;
            const dx = event.key === Qt.Key_Left ? -step : event.key === Qt.Key_Right ? step : 0;
            const dy = event.key === Qt.Key_Up ? -step : event.key === Qt.Key_Down ? step : 0;
            if (dx === 0 && dy === 0)
                return false;
            if (event.modifiers & Qt.ShiftModifier)
                item.marker.stretch(dx, dy);
            else
                item.marker.nudge(dx, dy);
            return true;
        }

        objectName: "mark.item." + item.index
        x: item.area.x + (item.area.width - width) / 2
        y: item.area.y + (item.area.height - height) / 2
        width: Math.max(least, item.area.width + 8)
        height: Math.max(least, item.area.height + 8)
        visible: !item.live
        color: "transparent"
        border.width: item.chosen ? 2 : 0
        border.color: "#ffffff"
        radius: Theme.radiusControl
        activeFocusOnTab: true
        Accessible.role: Accessible.Button
        Accessible.name: item.words.name(item.kind, item.meaning, item.text)
        Accessible.description: qsTr("Arrow keys move it, Shift with arrows stretches it, Delete removes it.")
        Accessible.focusable: true
        Accessible.onPressAction: {
            hold.forceActiveFocus();
            item.marker.choose(item.index);
        }
        onActiveFocusChanged: if (activeFocus)
            item.marker.choose(item.index)
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Delete || event.key === Qt.Key_Backspace)
                item.marker.remove();
            else if (!hold.moveBy(event))
                return;
            event.accepted = true;
        }

        Rectangle {
            anchors.fill: parent
            anchors.margins: 2
            visible: item.chosen
            color: "transparent"
            border.width: 1
            border.color: "#101312"
            radius: parent.radius - 2
        }

        // A photo may have any colour: the ring brings its own ground along.
        Item {
            id: ring

            anchors.fill: parent
            anchors.margins: -7
            visible: hold.activeFocus

            Repeater {
                model: 4 // left, right, above, below

                Rectangle {
                    required property int index

                    x: index === 1 ? ring.width - width : 0
                    y: index === 3 ? ring.height - height : 0
                    width: index < 2 ? 8 : ring.width
                    height: index < 2 ? ring.height : 8
                    radius: 4
                    color: "#101312"
                }
            }

            FocusRing {
                gap: -3
                radius: 4
                border.color: "#ffffff"
            }
        }
    }
}
