import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// One outcome: what it is, its value, and words to it.
RowLayout {
    id: line

    property string symbol: ""
    property string title: ""
    property string value: ""
    property string words: ""

    visible: value !== ""
    spacing: Theme.s12
    Accessible.role: Accessible.StaticText
    Accessible.name: [title, value, words].filter(word => word !== "").join(", ")

    AppIcon {
        Layout.alignment: Qt.AlignTop
        name: line.symbol
        color: Theme.colors.textQuiet
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2

        AppText {
            text: line.title
            kind: "small"
            quiet: true
            Accessible.ignored: true
        }

        AppText {
            Layout.fillWidth: true
            text: line.value
            kind: "lead"
            figures: true
            Accessible.ignored: true
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: line.words
            paragraph: true
            Accessible.ignored: true
        }
    }
}
