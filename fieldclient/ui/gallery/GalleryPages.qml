pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.cases
import fieldclient.ui.evidence
import fieldclient.ui.frame
import fieldclient.ui.home
import fieldclient.ui.parts
import fieldclient.ui.patrol
import fieldclient.ui.theme

// What pages are made of that one room alone uses: headings, places, numbers, large answers, sound.
Card {
    id: card

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Pages")
        }

        PageHeader {
            Layout.fillWidth: true
            back: true
            title: "人行道边的雨水箅子被整块掀起，旁边堆着拆下来的围挡和三袋建筑垃圾"
            subtitle: "37021420261121000427"

            IconButton {
                text: qsTr("Search")
                iconName: "search"
            }
        }

        PageHeader {
            Layout.fillWidth: true
            title: qsTr("Pages")

            HeadButton {
                word: qsTr("Choose photos")
                iconName: "images"
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s16

            PlaceButton {
                text: "首页"
                iconName: "home"
                current: true
            }

            PlaceButton {
                text: "Activity"
                iconName: "bell"
                badge: 128
            }

            PlaceButton {
                text: "发布"
                iconName: "camera"
                primary: true
            }
        }

        GridLayout {
            Layout.fillWidth: true
            columns: card.width > 700 * Theme.scale ? 4 : card.width > 320 * Theme.scale ? 2 : 1
            columnSpacing: Theme.s8
            rowSpacing: Theme.s8
            uniformCellWidths: true

            DayNumber {
                Layout.fillWidth: true
                number: 12
                meaning: "overdue"
                iconName: "clock-alert"
                text: qsTr("Overdue %1").arg("3 h")
            }

            DayNumber {
                Layout.fillWidth: true
                meaning: "overdue"
                iconName: "clock-alert"
                text: qsTr("Overdue %1").arg("3 h")
            }

            NumberTile {
                Layout.fillWidth: true
                iconName: "route"
                title: "距离"
                number: "12.4 km"
            }

            NumberTile {
                Layout.fillWidth: true
                iconName: "clock"
                title: "Time on the way"
                number: "1 h 32 min"
            }
        }

        BigChoice {
            Layout.fillWidth: true
            label: qsTr("Choose a category")
            value: "b"
            options: [
                {
                    "value": "a",
                    "text": qsTr("Ordinary"),
                    "iconName": "check"
                },
                {
                    "value": "b",
                    "text": "现场与上报不符，需要退回并说明原因",
                    "iconName": "x"
                },
                {
                    "value": "c",
                    "text": "Cannot be seen from here",
                    "iconName": "circle-help"
                }
            ]
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s16

            Thumbnail {
                source: Qt.resolvedUrl("sample.jpg")
            }

            Thumbnail {
                iconName: "camera"
            }

            Spinner {
                size: 32
            }
        }

        Waveform {
            Layout.fillWidth: true
            Layout.maximumWidth: 640
            levels: Array.from({
                length: 90
            }, (_, at) => 0.5 + 0.45 * Math.sin(at / 5) * Math.cos(at / 17))
            played: 0.4
        }
    }
}
