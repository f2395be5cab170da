import QtQuick

// One meaning as colours: `ink` is read on `fill`, `line` is a graphic drawn on a surface.
QtObject {
    required property color fill
    required property color ink
    required property color line
}
