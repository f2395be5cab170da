import QtQuick

// What is cut off lies in the dark around `area`.
Item {
    id: frame

    required property rect area

    anchors.fill: parent
    Accessible.ignored: true

    component Shade: Rectangle {
        color: "#b0101312"
    }

    Shade {
        width: parent.width
        height: frame.area.y
    }

    Shade {
        y: frame.area.y + frame.area.height
        width: parent.width
        height: Math.max(0, parent.height - y)
    }

    Shade {
        y: frame.area.y
        width: frame.area.x
        height: frame.area.height
    }

    Shade {
        x: frame.area.x + frame.area.width
        y: frame.area.y
        width: Math.max(0, parent.width - x)
        height: frame.area.height
    }

    Rectangle {
        x: frame.area.x
        y: frame.area.y
        width: frame.area.width
        height: frame.area.height
        color: "transparent"
        border.width: 2
        border.color: "#ffffff"
    }
}
