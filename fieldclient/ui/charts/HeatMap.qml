pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import fieldclient.ui.parts
import fieldclient.ui.theme

// Unit grids, the darker the more: one hue, so that it reads alike for everybody, and the number in each grid that has room for it.
Item {
    id: map

    required property HeatChart chart
    property string spoken: ""

    implicitWidth: 280
    implicitHeight: 260
    Accessible.role: Accessible.Graphic
    Accessible.name: spoken
    onWidthChanged: chart.resize(width, height)
    onHeightChanged: chart.resize(width, height)
    Component.onCompleted: chart.resize(width, height)

    // The colour of a step; 0: nothing is there.
    function shade(step: int): color {
        return step === 0 ? Theme.colors.sunken : Qt.tint(Theme.colors.surface, Qt.alpha(Theme.colors.accent, [0.14, 0.3, 0.48, 0.8, 1][step - 1]));
    }

    function ink(step: int): color {
        return step >= 4 ? Theme.colors.onAccent : Theme.colors.text;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
        radius: Theme.radiusCard
        border.width: Theme.stroke
        border.color: Theme.colors.line
    }

    component Step: ShapePath {
        id: stroke

        property string drawn: ""

        strokeColor: Theme.colors.lineStrong
        strokeWidth: Math.max(1, Theme.stroke)
        joinStyle: ShapePath.RoundJoin

        PathSvg {
            path: stroke.drawn
        }
    }

    Shape {
        anchors.fill: parent

        Step {
            drawn: map.chart.paths[0] ?? ""
            fillColor: map.shade(0)
        }

        Step {
            drawn: map.chart.paths[1] ?? ""
            fillColor: map.shade(1)
        }

        Step {
            drawn: map.chart.paths[2] ?? ""
            fillColor: map.shade(2)
        }

        Step {
            drawn: map.chart.paths[3] ?? ""
            fillColor: map.shade(3)
        }

        Step {
            drawn: map.chart.paths[4] ?? ""
            fillColor: map.shade(4)
        }

        Step {
            drawn: map.chart.paths[5] ?? ""
            fillColor: map.shade(5)
        }
    }

    Repeater {
        model: map.chart.labels

        AppText {
            required property string rowId
            required property int step
            required property real room
            required property var model

            x: model.x - width / 2
            y: model.y - height / 2
            visible: text !== "" && implicitWidth <= room - 4
            text: model.text
            kind: "small"
            strong: true
            figures: true
            color: map.ink(step)
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
