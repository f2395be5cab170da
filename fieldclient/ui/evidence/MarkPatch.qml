import QtQuick

// What is made unreadable: the photo itself, decoded to so few blocks that nothing is left of a face. While a finger draws it, plain.
Item {
    id: patch

    required property url source
    required property rect area
    required property size whole
    required property bool live

    x: area.x
    y: area.y
    width: area.width
    height: area.height
    clip: true
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        color: "#5f6663"
    }

    Image {
        readonly property real blocks: 6 * Math.max(patch.whole.width, patch.whole.height) / Math.max(1, patch.area.width, patch.area.height)

        x: -patch.area.x
        y: -patch.area.y
        width: patch.whole.width
        height: patch.whole.height
        visible: !patch.live
        source: patch.visible && !patch.live ? patch.source : ""
        sourceSize: patch.whole.width >= patch.whole.height ? Qt.size(Math.min(240, Math.ceil(blocks)), 0) : Qt.size(0, Math.min(240, Math.ceil(blocks)))
        asynchronous: true
        smooth: true
        Accessible.ignored: true
    }

    Rectangle {
        anchors.fill: parent
        color: "transparent"
        border.width: 1
        border.color: "#b0ffffff"
    }
}
