pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.charts
import fieldclient.ui.mapping
import fieldclient.ui.parts
import fieldclient.ui.theme

// Numbers as bars and as a table, and what lies on a map.
Card {
    id: card

    readonly property var week: ({
            "summary": "本周完成 23 件，比上周同期多 4 件；星期三最多，有 9 件。",
            "first": qsTr("This week"),
            "second": qsTr("Last week"),
            "current": 4,
            "axis": [0, 5, 10],
            "bars": [["一", 3, 5], ["二", 6, 4], ["三", 9, 2], ["四", 0, 7], ["五", 5, 1], ["六", 0, 10], ["日", 0, 0]].map(day => ({
                        "label": day[0],
                        "value": day[1],
                        "other": day[2]
                    })),
            "heads": ["日", "完成", "Last week"],
            "rows": [["星期一", "3", "5"], ["星期二", "6", "4"], ["Wednesday", "9", "2"]]
        })

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Charts and maps")
        }

        GridLayout {
            Layout.fillWidth: true
            columns: card.width > 700 * Theme.scale ? 2 : 1
            columnSpacing: Theme.s16
            rowSpacing: Theme.s16
            uniformCellWidths: true

            ChartCard {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                title: qsTr("This week")
                series: card.week
            }

            ChartCard {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                title: qsTr("This week")
                series: card.week
                asTable: true
            }

            ChartCard {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                title: "1998"
                series: Object.assign({}, card.week, {
                    "second": "",
                    "axis": [0, 1000, 2000],
                    "bars": ["9/1", "9/8", "9/15", "9/22", "9/29", "10/6", "10/13", "10/20", "10/27", "11/3", "11/10", "11/17"].map((label, at) => ({
                                "label": label,
                                "value": (at * 617) % 1999,
                                "other": 0
                            }))
                })
            }

            ChartCard {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                title: "0"
                series: Object.assign({}, card.week, {
                    "summary": "",
                    "axis": [0, 1],
                    "bars": card.week.bars.map(day => ({
                                "label": day.label,
                                "value": 0,
                                "other": 0
                            }))
                })
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s16

            Repeater {
                model: ["none", "due_soon", "overdue", "overdue_again"]

                MapMark {
                    required property string modelData

                    light: modelData
                    spoken: modelData
                }
            }

            Repeater {
                model: ["none", "due_soon", "overdue", "overdue_again"]

                MapMark {
                    required property string modelData

                    light: modelData
                    spoken: modelData
                    text: "128"
                    large: true
                }
            }

            MapMark {
                current: true
                spoken: "none"
            }

            Item {
                implicitWidth: 80
                implicitHeight: 80

                MapPin {
                    anchors.centerIn: parent
                    radius: 36
                    spoken: "±36 m"
                }
            }

            MapTool {
                text: qsTr("Search")
                iconName: "search"
            }

            MapTool {
                text: qsTr("Search")
                iconName: "search"
                checkable: true
                checked: true
            }

            MapTool {
                text: qsTr("Busy")
                busy: true
            }
        }
    }
}
