pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The numbers of a chart. `heads`: what stands above, `rows`: [[text, number, …]]; a screen reader hears a row as a sentence.
ColumnLayout {
    id: table

    property var heads: []
    property var rows: []
    readonly property real share: (width - Theme.s12 * (heads.length - 1)) / (heads.length + 1) // the first column has two
    readonly property var widths: small.height === 0 ? [] : heads.map(head => Math.max(share, ...head.split(" ").map(word => Math.ceil(small.advanceWidth(word)) + 1)))

    spacing: 0

    // No word is broken for the sake of even columns. Its height changes with the size of type, which `advanceWidth` tells nobody.
    FontMetrics {
        id: small

        font.family: Theme.family
        font.pixelSize: Theme.small
    }

    component Line: RowLayout {
        id: line

        required property var cells
        property bool head: false

        spacing: Theme.s12

        Repeater {
            model: line.cells

            AppText {
                required property string modelData
                required property int index

                Layout.fillWidth: index === 0
                Layout.preferredWidth: index === 0 ? 1 : table.widths[index] ?? 1
                Layout.alignment: line.head ? Qt.AlignBottom : Qt.AlignTop
                text: modelData
                kind: "small"
                quiet: line.head
                figures: index > 0
                horizontalAlignment: index === 0 ? Text.AlignLeft : Text.AlignRight
                Accessible.ignored: true
            }
        }
    }

    Line {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.s4
        cells: table.heads
        head: true
        Accessible.ignored: true
    }

    Repeater {
        model: table.rows

        ColumnLayout {
            id: row

            required property var modelData

            Layout.fillWidth: true
            spacing: 0
            Accessible.role: Accessible.StaticText
            Accessible.name: row.modelData.map((cell, at) => at === 0 ? cell : table.heads[at] + " " + cell).join(", ")

            Separator {
                Layout.fillWidth: true
            }

            Line {
                Layout.fillWidth: true
                Layout.topMargin: Theme.s4
                Layout.bottomMargin: Theme.s4
                cells: row.modelData
            }
        }
    }
}
