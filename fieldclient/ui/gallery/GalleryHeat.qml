import QtQuick
import QtQuick.Layouts
import fieldclient.ui.charts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Heat of grids: on the map, where outlines are not known, as a table, and where nothing is open.
Card {
    id: card

    required property HeatChart chart // of grids whose outlines are known
    readonly property var heat: ({
            "summary": "6 个网格共 41 件未结，其中 3 件超期；最多的是第6网格。",
            "heads": ["网格", "未结", "Overdue", "7 天内"],
            "rows": [["五四广场北", "18", "2", "5"], ["东海西路南侧人行道与绿化带第2网格", "11", "1", "0"], ["May Fourth Square North", "0", "0", "0"]],
            "tiles": [["第1网格", 0], ["第2网格", 1], ["东海西路南侧人行道与绿化带第3网格", 2], ["第4网格", 3], ["May Fourth Square North", 4], ["第6网格", 5]].map(tile => ({
                        "name": tile[0],
                        "value": String(tile[1] * 3),
                        "step": tile[1]
                    })),
            "steps": ["0", "1–3", "4–6", "7–9", "10–12", "13–18"].map((text, step) => ({
                        "text": text,
                        "step": step
                    }))
        })

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Heat of grids")
        }

        GridLayout {
            Layout.fillWidth: true
            columns: card.width > 700 * Theme.scale ? 2 : 1
            columnSpacing: Theme.s16
            rowSpacing: Theme.s16
            uniformCellWidths: true

            HeatCard {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                title: qsTr("Heat of grids")
                chart: card.chart
                heat: card.heat
            }

            HeatCard {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                title: qsTr("Heat of grids")
                chart: HeatChart {}
                heat: card.heat
            }

            HeatCard {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                title: qsTr("Heat of grids")
                chart: HeatChart {}
                heat: card.heat
                asTable: true
            }

            HeatCard {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                title: "0"
                chart: HeatChart {}
                heat: ({
                        "summary": "没有未结的案件。"
                    })
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s24

            Repeater {
                model: ["camera", "bell", "wifi-off", "lock"]

                AppIcon {
                    required property string modelData

                    name: modelData
                }
            }

            AppIcon {
                name: "camera"
                size: 40
                color: Theme.colors.accent
            }

            Swatch {
                text: qsTr("Last week")
                fill: Theme.colors.surface
            }
        }
    }
}
