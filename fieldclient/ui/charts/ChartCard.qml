import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A chart with its name, one sentence that says what it shows, and the same numbers as a table. `series`: {summary, first, second,
// bars, axis, current, heads, rows}; without `second` its bars stand alone.
Card {
    id: card

    property string title: ""
    property var series: ({})
    property bool asTable: false
    readonly property bool paired: (series.second ?? "") !== ""

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppText {
                Layout.fillWidth: true
                text: card.title
                kind: "lead"
                strong: true
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            IconButton {
                objectName: card.objectName === "" ? "" : card.objectName + ".table"
                iconName: card.asTable ? "trending-up" : "list"
                text: card.asTable ? qsTr("%1: show as a chart").arg(card.title) : qsTr("%1: show as a table").arg(card.title)
                onClicked: card.asTable = !card.asTable
            }
        }

        AppText {
            objectName: card.objectName === "" ? "" : card.objectName + ".summary"
            Layout.fillWidth: true
            visible: text !== ""
            text: card.series.summary ?? ""
            paragraph: true
        }

        BarChart {
            Layout.fillWidth: true
            visible: !card.asTable
            bars: card.series.bars ?? []
            axis: card.series.axis ?? [0, 1]
            current: card.series.current ?? -1
            paired: card.paired
            spoken: [card.title, card.series.summary ?? ""].join(". ")
        }

        Flow {
            Layout.fillWidth: true
            visible: !card.asTable && card.paired
            spacing: Theme.s16

            Swatch {
                text: card.series.first ?? ""
            }

            Swatch {
                text: card.series.second ?? ""
                hollow: true
            }
        }

        ChartTable {
            objectName: card.objectName === "" ? "" : card.objectName + ".rows"
            Layout.fillWidth: true
            visible: card.asTable
            heads: card.asTable ? card.series.heads ?? [] : []
            rows: card.asTable ? card.series.rows ?? [] : []
        }
    }
}
