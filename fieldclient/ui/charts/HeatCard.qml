pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Heat of grids: the map where outlines are known, else colours and names; one sentence; and a table. `heat`: {summary, heads, rows,
// tiles: [{name, value, step}], steps: [{text, step}]}
Card {
    id: card

    required property HeatChart chart
    property string title: ""
    property var heat: ({})
    property bool asTable: false

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
                iconName: card.asTable ? "map" : "list"
                text: card.asTable ? qsTr("%1: show as a map").arg(card.title) : qsTr("%1: show as a table").arg(card.title)
                onClicked: card.asTable = !card.asTable
            }
        }

        AppText {
            objectName: card.objectName === "" ? "" : card.objectName + ".summary"
            Layout.fillWidth: true
            text: card.heat.summary ?? ""
            paragraph: true
        }

        HeatMap {
            id: map

            Layout.fillWidth: true
            Layout.preferredHeight: Math.round(Math.max(220, Math.min(420, width * 0.66)))
            visible: !card.asTable && card.chart.known
            chart: card.chart
            spoken: [card.title, card.heat.summary ?? ""].join(". ")
        }

        Flow {
            Layout.fillWidth: true
            visible: !card.asTable && !card.chart.known
            spacing: Theme.s4

            Repeater {
                model: card.heat.tiles ?? []

                Rectangle {
                    id: tile

                    required property var modelData

                    width: Math.min(parent?.width ?? 0, Math.max(Theme.touch, name.implicitWidth + 2 * Theme.s12))
                    height: Math.max(Theme.touch, name.implicitHeight + Theme.s12)
                    radius: Theme.radiusControl
                    color: map.shade(modelData.step)
                    border.width: Math.max(1, Theme.stroke)
                    border.color: Theme.colors.lineStrong

                    AppText {
                        id: name

                        anchors.centerIn: parent
                        width: Math.min(implicitWidth, tile.width - 2 * Theme.s8)
                        text: tile.modelData.name + "  " + tile.modelData.value
                        kind: "small"
                        figures: true
                        color: map.ink(tile.modelData.step)
                        wrapMode: Text.NoWrap
                        shortens: true
                        elide: Text.ElideRight
                    }
                }
            }
        }

        Flow {
            Layout.fillWidth: true
            Layout.topMargin: Theme.s4
            visible: !card.asTable
            spacing: Theme.s16

            Repeater {
                model: card.heat.steps ?? []

                Swatch {
                    required property var modelData

                    text: modelData.text
                    fill: map.shade(modelData.step)
                }
            }
        }

        ChartTable {
            objectName: card.objectName === "" ? "" : card.objectName + ".rows"
            Layout.fillWidth: true
            visible: card.asTable
            heads: card.asTable ? card.heat.heads ?? [] : []
            rows: card.asTable ? card.heat.rows ?? [] : []
        }
    }
}
