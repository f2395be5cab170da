pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The map as far as this device has one, else metres as a grid; north up, what the photos say, and the pin.
FocusScope {
    id: padView

    required property PlacePad pad
    property real pixelsPerMetre: 2
    property real east: 0 // metres at the middle of the view
    property real north: 0
    readonly property real step: pad.roundStep(90 / pixelsPerMetre)

    function xOf(metresEast: real): real {
        return width / 2 + (metresEast - east) * pixelsPerMetre;
    }

    function yOf(metresNorth: real): real {
        return height / 2 - (metresNorth - north) * pixelsPerMetre;
    }

    function zoomBy(factor: real): void {
        pixelsPerMetre = Math.max(0.02, Math.min(12, pixelsPerMetre * factor));
    }

    function follow(): void {
        const x = xOf(pad.east), y = yOf(pad.north);
        if (x < 40 || x > width - 40 || y < 40 || y > height - 40) {
            east = pad.east;
            north = pad.north;
        }
    }

    function nudge(eastSteps: int, northSteps: int, coarse: bool): void {
        const metres = coarse ? step : step / 10;
        pad.movePin((pad.pinned ? pad.east : east) + eastSteps * metres, (pad.pinned ? pad.north : north) + northSteps * metres);
        follow();
    }

    function look(): void {
        pad.ground.chart.showLook(Theme.mode, Theme.scale, Screen.devicePixelRatio);
        pad.ground.chart.resize(width, height);
        pad.look(east, north, pixelsPerMetre);
    }

    // The middle of what is known, as close as it is worth.
    function begin(): void {
        east = 0;
        north = 0;
        pixelsPerMetre = Math.max(0.02, 600 / pad.across);
        look();
    }

    implicitHeight: 320
    onEastChanged: look()
    onNorthChanged: look()
    onPixelsPerMetreChanged: look()
    onWidthChanged: look()
    onHeightChanged: look()
    Component.onCompleted: begin()
    Keys.onPressed: event => {
        const coarse = (event.modifiers & Qt.ShiftModifier) !== 0;
        event.accepted = true;
        if (event.key === Qt.Key_Left)
            nudge(-1, 0, coarse);
        else if (event.key === Qt.Key_Right)
            nudge(1, 0, coarse);
        else if (event.key === Qt.Key_Up)
            nudge(0, 1, coarse);
        else if (event.key === Qt.Key_Down)
            nudge(0, -1, coarse);
        else if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            zoomBy(1.5);
        else if (event.key === Qt.Key_Minus)
            zoomBy(1 / 1.5);
        else
            event.accepted = false;
    }

    Connections {
        target: padView.pad

        function onRecentred(): void {
            padView.begin();
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.sunken
        radius: Theme.radiusCard
        border.width: sheet.activeFocus ? 2 : Theme.stroke
        border.color: sheet.activeFocus ? Theme.colors.focus : Theme.colors.lineStrong
    }

    // What the keyboard comes to. A scope would hand it on to the button on the pad that had it last.
    Item {
        id: sheet

        anchors.fill: parent
        anchors.margins: 2
        clip: true
        focus: true
        activeFocusOnTab: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("Placing pad. Arrow keys move the pin, plus and minus zoom.")
        Accessible.focusable: true

        PadGround {
            view: padView
        }

        PadGrid {
            anchors.fill: parent
            view: padView
        }

        // One handler for both: what is under the finger when it comes down decides whether the pin or the pad moves.
        DragHandler {
            property real startEast: 0
            property real startNorth: 0
            property bool pinned: false

            target: null
            onActiveChanged: if (active) {
                pinned = pin.visible && pin.contains(pin.mapFromItem(sheet, centroid.pressPosition));
                startEast = pinned ? padView.pad.east : padView.east;
                startNorth = pinned ? padView.pad.north : padView.north;
            }
            onActiveTranslationChanged: {
                const east = activeTranslation.x / padView.pixelsPerMetre;
                const north = -activeTranslation.y / padView.pixelsPerMetre;
                if (pinned) {
                    padView.pad.movePin(startEast + east, startNorth + north);
                } else {
                    padView.east = startEast - east;
                    padView.north = startNorth - north;
                }
            }
        }

        TapHandler {
            onTapped: point => {
                sheet.forceActiveFocus();
                padView.pad.movePin(padView.east + (point.position.x - padView.width / 2) / padView.pixelsPerMetre, padView.north - (point.position.y - padView.height / 2) / padView.pixelsPerMetre);
            }
        }

        WheelHandler {
            onWheel: event => padView.zoomBy(event.angleDelta.y > 0 ? 1.2 : 1 / 1.2)
        }

        PinchHandler {
            target: null
            onScaleChanged: delta => padView.zoomBy(delta)
        }

        Repeater {
            model: padView.pad.marks

            PadMark {
                view: padView
            }
        }

        PadPin {
            id: pin

            visible: padView.pad.pinned
            view: padView
        }
    }

    Row {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s8
        spacing: Theme.s8

        IconButton {
            objectName: "place.zoomOut"
            onPhoto: true
            iconName: "zoom-out"
            text: qsTr("Show more around")
            onClicked: padView.zoomBy(1 / 1.5)
        }

        IconButton {
            objectName: "place.zoomIn"
            onPhoto: true
            iconName: "zoom-in"
            text: qsTr("Show less, larger")
            onClicked: padView.zoomBy(1.5)
        }
    }
}
