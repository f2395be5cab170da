import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What a kind of bar, or a colour of the map, stands for. Hollow ones are told apart without any colour.
RowLayout {
    id: swatch

    property string text: ""
    property color fill: Theme.colors.accent
    property bool hollow: false

    spacing: Theme.s8

    Rectangle {
        implicitWidth: Math.round(14 * Theme.scale)
        implicitHeight: implicitWidth
        radius: 3
        color: swatch.hollow ? Theme.colors.surface : swatch.fill
        border.width: 2
        border.color: swatch.hollow ? Theme.colors.text : Theme.colors.lineStrong
    }

    AppText {
        text: swatch.text
        kind: "small"
        quiet: true
        wrapMode: Text.NoWrap
    }
}
