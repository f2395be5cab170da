import QtQuick
import fieldclient.ui.theme

// A thin line between rows of one card.
Rectangle {
    implicitWidth: 100
    implicitHeight: Theme.stroke
    color: Theme.colors.line
    Accessible.ignored: true
}
