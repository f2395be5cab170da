import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The number of a report, as it stands on the map and beside its line.
Rectangle {
    id: dot

    property string number: ""

    implicitWidth: Math.round(24 * Theme.scale)
    implicitHeight: implicitWidth
    radius: width / 2
    color: Theme.colors.text
    border.width: 2
    border.color: Theme.colors.surface

    AppText {
        anchors.centerIn: parent
        text: dot.number
        kind: "small"
        strong: true
        figures: true
        color: Theme.colors.surface
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
