import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// One number of a patrol with its word.
Rectangle {
    id: tile

    property string iconName: ""
    property string title: ""
    property string number: ""

    implicitWidth: 120
    implicitHeight: column.implicitHeight + 2 * Theme.s12
    radius: Theme.radiusCard
    color: Theme.colors.surface
    border.width: Theme.stroke
    border.color: Theme.colors.line
    Accessible.role: Accessible.StaticText
    Accessible.name: title + ": " + number

    ColumnLayout {
        id: column

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.s12
        width: parent.width - 2 * Theme.s12
        spacing: 2

        AppText {
            Layout.fillWidth: true
            text: tile.number
            kind: "title"
            figures: true
            Accessible.ignored: true
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s4

            AppIcon {
                name: tile.iconName
                size: Math.round(16 * Theme.scale)
                color: word.color
            }

            AppText {
                id: word

                Layout.fillWidth: true
                text: tile.title
                kind: "small"
                quiet: true
                Accessible.ignored: true
            }
        }
    }
}
