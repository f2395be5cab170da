pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.mapping
import fieldclient.ui.parts
import fieldclient.ui.theme

// The map itself with cases, the person and the area that is chosen; its tools at the right.
FocusScope {
    id: surface

    required property MapRoom room
    readonly property bool choosing: room.take.step === "choose"

    MapView {
        id: map

        objectName: "map.view"
        anchors.fill: parent
        focus: true
        chart: surface.room.chart
        spoken: surface.room.summary
        Keys.onPressed: event => {
            if (event.accepted) // by the map itself
                return;
            event.accepted = true;
            if (event.key === Qt.Key_0 || event.key === Qt.Key_Home)
                surface.room.showAll();
            else if (event.key === Qt.Key_L)
                surface.room.here.locate();
            else if (surface.choosing && event.key === Qt.Key_Space)
                surface.room.take.addMiddle();
            else if (surface.choosing && event.key === Qt.Key_Backspace)
                surface.room.take.dropCorner();
            else
                event.accepted = false;
        }
        onTapped: (right, down) => surface.room.take.addCorner(right, down)

        MapMarks {
            visible: !surface.choosing
            chart: surface.room.chart
            marks: surface.room.marks
            onTouched: markId => surface.room.touch(markId)
        }

        MapLayer {
            id: held

            chart: surface.room.chart

            MapPin {
                visible: surface.room.here.known
                x: surface.room.here.x * held.spread
                y: surface.room.here.y * held.spread
                radius: surface.room.here.radius * held.spread
                spoken: surface.room.here.text
            }
        }

        Loader {
            anchors.fill: parent
            asynchronous: true
            active: surface.room.take.step === "choose" || surface.room.take.step === "size"
            sourceComponent: AreaFrame {
                take: surface.room.take
                chart: surface.room.chart
                open: surface.choosing
            }
        }
    }

    MapScale {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s12
        chart: surface.room.chart
    }

    MapTools {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s12
        room: surface.room
        columns: 6 * (Theme.touch + Theme.s8) > surface.height - 2 * Theme.s12 ? 2 : 1
    }

    Notice {
        objectName: "map.noPosition"
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.s12
        width: Math.min(420 * Theme.scale, parent.width - Theme.touch - 3 * Theme.s12)
        iconName: "map-pin-off"
        text: surface.room.here.problem
    }
}
