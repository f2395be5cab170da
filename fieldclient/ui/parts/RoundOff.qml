import QtQuick

// Rounds the corners of what lies under it by drawing over them in the colour behind; works without a graphics card.
Item {
    id: control

    required property color behind
    property int radius: 8

    anchors.fill: parent
    clip: true

    Rectangle {
        readonly property int band: Math.ceil(control.radius * 0.5)

        anchors.fill: parent
        anchors.margins: -band
        color: "transparent"
        radius: control.radius + band
        border.width: band
        border.color: control.behind
    }
}
