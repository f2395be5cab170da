import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The map of the photos, and below it what is known of the one that is looked at.
ColumnLayout {
    id: part

    required property IntakeRoom room

    spacing: Theme.s4

    CardMap {
        objectName: "intake.map"
        Layout.fillWidth: true
        Layout.fillHeight: true
        map: part.room.map
        table: part.room.table
        onTapped: key => part.room.table.togglePhoto(key)
    }

    AppText {
        id: look

        objectName: "intake.look"
        Layout.fillWidth: true
        Layout.preferredHeight: maximumLineCount * Math.ceil(lines.lineSpacing) + 2 // all lines also when there is one: the map must not jump
        Layout.minimumHeight: Layout.preferredHeight
        text: part.room.table.focusText
        kind: "small"
        quiet: true
        figures: true
        maximumLineCount: Theme.scale > 1.3 ? 3 : 2
        elide: Text.ElideRight

        FontMetrics {
            id: lines

            font: look.font
        }
    }
}
