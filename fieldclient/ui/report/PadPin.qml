import QtQuick
import QtQuick.Shapes
import fieldclient.ui.theme

// The pin: dragged by a finger that finds it on 48 px. Solid, in the colour of words, with a rim of the ground around it: cases are
// light discs with a sign in them, in colours that mean something.
Item {
    id: pin

    required property PadView view
    readonly property real unit: 40 / 24 // of a 24 px icon's grid

    objectName: "place.pin"
    x: view.xOf(view.pad.east) - width / 2
    y: view.yOf(view.pad.north) - height
    width: Theme.touch
    height: Theme.touch
    Accessible.ignored: true

    Shape {
        x: (pin.width - 24 * pin.unit) / 2
        y: pin.height - 22.4 * pin.unit // its tip is the place
        width: 24
        height: 24
        scale: pin.unit
        transformOrigin: Item.TopLeft
        Accessible.ignored: true

        ShapePath {
            strokeColor: Theme.colors.surface
            strokeWidth: 2.4
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: head.path
            }
        }

        ShapePath {
            strokeWidth: -1
            fillColor: Theme.colors.text

            PathSvg {
                id: head

                path: "M12 22.4 C10 20.6 4 15.3 4 10 A8 8 0 0 1 20 10 C20 15.3 14 20.6 12 22.4 Z"
            }
        }

        ShapePath {
            strokeWidth: -1
            fillColor: Theme.colors.surface

            PathSvg {
                path: "M12 7 A3 3 0 0 1 12 13 A3 3 0 0 1 12 7 Z"
            }
        }
    }
}
