import QtQuick
import QtQuick.Shapes
import fieldclient.ui.theme

// Grids below, the track above: a gap is a thin broken line, a stretch a thick one.
Shape {
    id: strokes

    required property PatrolChart chart

    Accessible.ignored: true

    component Stroke: ShapePath {
        fillColor: "transparent"
        joinStyle: ShapePath.RoundJoin
        capStyle: ShapePath.RoundCap
    }

    Stroke {
        strokeColor: Theme.colors.neutral.line
        strokeWidth: 1.5
        strokeStyle: ShapePath.DashLine
        dashPattern: [4, 3]
        fillColor: Theme.colors.surface

        PathSvg {
            path: strokes.chart.planned
        }
    }

    Stroke {
        strokeColor: Theme.colors.done.line
        strokeWidth: 2
        fillColor: Theme.colors.done.fill

        PathSvg {
            path: strokes.chart.covered
        }
    }

    Stroke {
        strokeColor: Theme.colors.inHand.line
        strokeWidth: 1.5
        strokeStyle: ShapePath.DashLine
        dashPattern: [2, 4]

        PathSvg {
            path: strokes.chart.gaps
        }
    }

    Stroke {
        strokeColor: Theme.colors.inHand.line
        strokeWidth: 4

        PathSvg {
            path: strokes.chart.track
        }
    }
}
