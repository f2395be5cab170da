import QtQuick
import fieldclient.ui.theme

// Shown around what the keyboard is on.
Rectangle {
    property int gap: 3

    anchors.fill: parent
    anchors.margins: -gap
    color: "transparent"
    border.width: 2
    border.color: Theme.colors.focus
    radius: Theme.radiusControl + gap
}
