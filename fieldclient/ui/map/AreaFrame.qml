pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import fieldclient.ui.mapping
import fieldclient.ui.theme

// The area that is chosen: its outline, and its corners to be moved by finger or by keys.
Item {
    id: frame

    required property TakeDesk take
    required property MapChart chart
    property bool open: true // corners can be moved

    MapLayer {
        id: held

        chart: frame.chart

        Shape {
            Accessible.ignored: true

            ShapePath {
                strokeColor: Theme.colors.accent
                strokeWidth: 3
                fillColor: Qt.alpha(Theme.colors.accent, 0.16)
                joinStyle: ShapePath.RoundJoin

                PathPolyline {
                    path: {
                        const flat = frame.take.outline;
                        const corners = [];
                        for (let at = 0; at < flat.length; at += 2)
                            corners.push(Qt.point(flat[at] * held.spread, flat[at + 1] * held.spread));
                        if (corners.length > 2)
                            corners.push(corners[0]);
                        return corners;
                    }
                }
            }
        }

        Repeater {
            model: frame.open ? frame.take.corners : null

            CornerHandle {
                required property string rowId
                required property var model

                objectName: "map.corner." + rowId
                x: Math.round(model.x * held.spread - width / 2)
                y: Math.round(model.y * held.spread - height / 2)
                text: model.spoken
                onMoved: (right, down) => frame.take.moveCorner(parseInt(rowId), right, down)
            }
        }
    }

    // The middle, for corners that are set by keyboard.
    Item {
        anchors.centerIn: parent
        visible: frame.open && frame.take.shape === "polygon"

        Rectangle {
            anchors.centerIn: parent
            width: 28
            height: 3
            color: Theme.colors.accent
        }

        Rectangle {
            anchors.centerIn: parent
            width: 3
            height: 28
            color: Theme.colors.accent
        }
    }
}
