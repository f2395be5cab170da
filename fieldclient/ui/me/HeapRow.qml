import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// How much of one kind there is, and its share of all.
RowLayout {
    id: row

    required property string rowId
    required property string title
    required property string value
    required property string iconName
    required property real share

    objectName: "storage." + rowId
    Layout.fillWidth: true
    Layout.margins: Theme.s12
    spacing: Theme.s12
    Accessible.role: Accessible.StaticText
    Accessible.name: title + ": " + value

    AppIcon {
        name: row.iconName
        color: Theme.colors.textQuiet
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.s4

        AppText {
            Layout.fillWidth: true
            text: row.title
        }

        AppText {
            Layout.fillWidth: true
            text: row.value
            kind: "small"
            quiet: true
            figures: true
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: row.share > 0
            value: row.share
            meaning: row.rowId === "originals" ? "waiting" : row.rowId === "sent" ? "arrived" : "neutral"
            Accessible.ignored: true
        }
    }
}
