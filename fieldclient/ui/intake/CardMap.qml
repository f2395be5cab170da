pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import fieldclient.ui.parts
import fieldclient.ui.theme

// Without tiles: metres as a grid, the areas of this device, tracks with their gaps, and where the photos were taken.
FocusScope {
    id: cardMap

    required property TrackMap map
    required property SortTable table
    property real pixelsPerMetre: 1
    property real east: 0 // metres at the middle of the view
    property real north: 0
    property bool moved: false // by hand: it does not fit itself any more
    readonly property real step: map.roundStep(90 / pixelsPerMetre)

    signal tapped(string key)

    function xOf(metresEast: real): real {
        return sheet.width / 2 + (metresEast - east) * pixelsPerMetre;
    }

    function yOf(metresNorth: real): real {
        return sheet.height / 2 - (metresNorth - north) * pixelsPerMetre;
    }

    function zoomBy(factor: real): void {
        moved = true;
        pixelsPerMetre = Math.max(0.002, Math.min(20, pixelsPerMetre * factor));
    }

    function shift(right: real, down: real): void {
        moved = true;
        east += right / pixelsPerMetre;
        north -= down / pixelsPerMetre;
    }

    // Everything that belongs to the photos, with room around it for what is near.
    function fit(): void {
        if (width < 1 || height < 1)
            return;
        const wide = Math.max(60, map.east - map.west), high = Math.max(60, map.north - map.south);
        east = (map.east + map.west) / 2;
        north = (map.north + map.south) / 2;
        pixelsPerMetre = Math.min(20, 0.8 * Math.min(width / wide, height / high));
        moved = false;
    }

    onWidthChanged: if (!moved)
        fit()
    onHeightChanged: if (!moved)
        fit()
    Component.onCompleted: fit()
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Left)
            shift(-60, 0);
        else if (event.key === Qt.Key_Right)
            shift(60, 0);
        else if (event.key === Qt.Key_Up)
            shift(0, -60);
        else if (event.key === Qt.Key_Down)
            shift(0, 60);
        else if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            zoomBy(1.5);
        else if (event.key === Qt.Key_Minus)
            zoomBy(1 / 1.5);
        else if (event.key === Qt.Key_0)
            fit();
        else
            event.accepted = false;
    }

    Connections {
        target: cardMap.map

        function onFitWanted(): void {
            cardMap.fit();
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.sunken
        radius: Theme.radiusCard
        border.width: sheet.activeFocus ? 2 : Theme.stroke
        border.color: sheet.activeFocus ? Theme.colors.focus : Theme.colors.lineStrong
    }

    // What the keyboard comes to. A scope would hand it on to the button on the map that had it last.
    Item {
        id: sheet

        anchors.fill: parent
        anchors.margins: 2
        clip: true
        focus: true
        activeFocusOnTab: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("Map of the photos. Arrow keys move it, plus and minus zoom, 0 shows all.")
        Accessible.focusable: true

        MapGrid {
            anchors.fill: parent
            visible: cardMap.map.known
            view: cardMap
        }

        // In metres; what is drawn is turned into pixels by one transformation, so that zooming makes no new lines.
        Item {
            visible: cardMap.map.known
            transform: [
                Scale {
                    xScale: cardMap.pixelsPerMetre
                    yScale: cardMap.pixelsPerMetre
                },
                Translate {
                    x: cardMap.xOf(0)
                    y: cardMap.yOf(0)
                }
            ]

            Shape {
                ShapePath {
                    strokeColor: Theme.colors.lineStrong
                    strokeWidth: 1 / cardMap.pixelsPerMetre
                    fillColor: "transparent"

                    PathMultiline {
                        paths: cardMap.map.outlines
                    }
                }

                ShapePath {
                    strokeColor: Theme.colors.textQuiet
                    strokeWidth: 3 / cardMap.pixelsPerMetre
                    fillColor: "transparent"
                    joinStyle: ShapePath.RoundJoin
                    capStyle: ShapePath.RoundCap

                    PathMultiline {
                        paths: cardMap.map.lines
                    }
                }
            }
        }

        DragHandler {
            property real startEast: 0
            property real startNorth: 0

            target: null
            onActiveChanged: if (active) {
                startEast = cardMap.east;
                startNorth = cardMap.north;
                cardMap.moved = true;
            }
            onActiveTranslationChanged: {
                cardMap.east = startEast - activeTranslation.x / cardMap.pixelsPerMetre;
                cardMap.north = startNorth + activeTranslation.y / cardMap.pixelsPerMetre;
            }
        }

        WheelHandler {
            onWheel: event => cardMap.zoomBy(event.angleDelta.y > 0 ? 1.2 : 1 / 1.2)
        }

        PinchHandler {
            target: null
            onScaleChanged: delta => cardMap.zoomBy(delta)
        }

        Repeater {
            model: cardMap.map.dots

            MapDot {
                view: cardMap
            }
        }
    }

    MapTools {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s8
        view: cardMap
    }

    EmptyState {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.s16
        visible: !cardMap.map.known
        iconName: "map-pin-off"
        title: qsTr("No place known")
        text: qsTr("The photos do not say where they were taken. Add the track that was recorded meanwhile.")
    }
}
