pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where somebody walked: grids, the track with its gaps open, numbered reports. Drawn from what the device knows, without tiles.
FocusScope {
    id: map

    required property PatrolChart chart
    property bool live: false
    property string spoken: ""

    implicitHeight: 320
    onWidthChanged: chart.resize(width, height)
    onHeightChanged: chart.resize(width, height)
    Component.onCompleted: chart.resize(width, height)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Left)
            chart.drag(60, 0);
        else if (event.key === Qt.Key_Right)
            chart.drag(-60, 0);
        else if (event.key === Qt.Key_Up)
            chart.drag(0, 60);
        else if (event.key === Qt.Key_Down)
            chart.drag(0, -60);
        else if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            chart.zoom(1.5);
        else if (event.key === Qt.Key_Minus)
            chart.zoom(1 / 1.5);
        else if (event.key === Qt.Key_0)
            chart.showAll();
        else
            event.accepted = false;
    }

    // A ring where the track begins, a full one where it ends.
    component End: Rectangle {
        required property point at

        x: at.x - width / 2 - 2
        y: at.y - height / 2 - 2
        width: 18
        height: 18
        radius: 9
        border.width: 3
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.sunken
        radius: Theme.radiusCard
        border.width: sheet.activeFocus ? 2 : Theme.stroke
        border.color: sheet.activeFocus ? Theme.colors.focus : Theme.colors.line
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
        Accessible.name: qsTr("Map of the patrol. Arrow keys move it, plus and minus zoom.")
        Accessible.description: map.spoken
        Accessible.focusable: true

        MapStrokes {
            x: -2
            y: -2
            width: map.width
            height: map.height
            chart: map.chart
        }

        Repeater {
            model: map.chart.labels

            AppText {
                required property string rowId
                required property var model

                x: model.x - width / 2 - 2
                y: model.y - height / 2 - 2
                width: model.room
                text: model.text
                kind: "small"
                quiet: true
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                opacity: truncated ? 0 : 1 // a name that has no room is in the list beside the map
                style: Text.Outline
                styleColor: Theme.colors.surface
            }
        }

        End {
            at: map.chart.first
            color: Theme.colors.surface
            border.color: Theme.colors.inHand.line
        }

        End {
            at: map.chart.newest
            color: Theme.colors.inHand.line
            border.color: Theme.colors.surface
        }

        Repeater {
            model: map.chart.dots

            ReportDot {
                required property string rowId
                required property var model

                x: model.x - width / 2 - 2
                y: model.y - height / 2 - 2
                number: rowId
            }
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
            onWheel: event => map.chart.zoom(event.angleDelta.y > 0 ? 1.2 : 1 / 1.2)
        }

        PinchHandler {
            target: null
            onScaleChanged: delta => map.chart.zoom(delta)
        }
    }

    Column {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s12
        spacing: 2
        visible: map.chart.known

        AppText {
            text: map.chart.barMetres >= 1000 ? qsTr("%1 km").arg(map.chart.barMetres / 1000) : qsTr("%1 m").arg(map.chart.barMetres)
            kind: "small"
            figures: true
        }

        Rectangle {
            width: Math.round(map.chart.barPixels)
            height: 4
            color: Theme.colors.lineStrong
        }
    }

    AppText {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.s32, 420 * Theme.scale)
        visible: !map.chart.known
        text: map.live ? qsTr("The map begins with the first position.") : qsTr("No position was recorded.")
        quiet: true
        horizontalAlignment: Text.AlignHCenter
    }

    MapButtons {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s8
        visible: map.chart.known
        chart: map.chart
    }
}
