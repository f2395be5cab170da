pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Words as long as they get, in Chinese and in English, in the narrowest place; nothing at all; and what went wrong.
Card {
    id: card

    readonly property list<string> longWords: ["人行道边的雨水箅子被整块掀起，旁边堆着拆下来的围挡和三袋建筑垃圾，行人只能绕到机动车道上走", "Unauthorised-advertisement-overpainting on the telecommunications-equipment cabinet opposite the administration building"]
    readonly property list<string> longButtons: ["申请挂账并说明恢复处置的条件", "Request suspension and say what it waits for"]

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Long words, nothing, and mistakes")
        }

        GridLayout {
            Layout.fillWidth: true
            columns: card.width > 700 ? 2 : 1
            columnSpacing: Theme.s24
            rowSpacing: Theme.s24

            Repeater {
                model: card.longWords

                Item {
                    id: narrow

                    required property string modelData
                    required property int index

                    Layout.alignment: Qt.AlignTop
                    implicitWidth: 328 // a telephone's width without its margins
                    implicitHeight: column.implicitHeight

                    ColumnLayout {
                        id: column

                        readonly property string modelData: narrow.modelData
                        readonly property string word: card.longButtons[narrow.index]

                        width: parent.width
                        spacing: Theme.s12

                        SectionTitle {
                            Layout.fillWidth: true
                            text: column.modelData
                            count: "1234"
                            actionText: column.word
                        }

                        AppButton {
                            Layout.fillWidth: true
                            kind: "primary"
                            iconName: "send"
                            text: column.word
                        }

                        AppButton {
                            Layout.fillWidth: true
                            text: column.word
                        }

                        Chip {
                            Layout.fillWidth: true
                            iconName: "map-pin"
                            text: column.word
                        }

                        Mark {
                            Layout.fillWidth: true
                            meaning: "overdue"
                            iconName: "clock-alert"
                            text: column.word
                        }

                        ListRow {
                            Layout.fillWidth: true
                            title: column.modelData
                            line: column.modelData
                            trailing: "2026-11-21 14:32"
                            arrow: true

                            Mark {
                                meaning: "inHand"
                                text: column.word.slice(0, 9)
                            }
                        }

                        FactRow {
                            Layout.fillWidth: true
                            iconName: "map-pin"
                            title: column.word
                            value: column.modelData
                            source: column.modelData
                        }

                        SwitchRow {
                            Layout.fillWidth: true
                            title: column.word
                            hint: column.modelData
                        }

                        Choice {
                            Layout.fillWidth: true
                            label: column.modelData
                            value: "a"
                            options: [
                                {
                                    "value": "a",
                                    "text": column.word
                                },
                                {
                                    "value": "b",
                                    "text": column.word
                                }
                            ]
                        }

                        TextLine {
                            Layout.fillWidth: true
                            label: column.word
                            placeholder: "10:30"
                            problem: column.modelData
                        }

                        Notice {
                            Layout.fillWidth: true
                            meaning: "attention"
                            text: column.modelData
                            actionText: column.word
                        }

                        TimelineItem {
                            Layout.fillWidth: true
                            first: true
                            last: true
                            title: column.word
                            who: column.modelData
                            when: "11-21 14:32"
                            text: column.modelData
                            note: column.modelData
                        }

                        PhotoSlot {
                            Layout.fillWidth: true
                            title: column.word
                            hint: column.modelData
                            needed: true
                            behind: Theme.colors.surface
                        }

                        EmptyState {
                            Layout.fillWidth: true
                            title: column.word
                            text: column.modelData
                            actionText: column.word
                        }

                        Toast {
                            Layout.fillWidth: true
                            text: column.modelData
                            actionText: qsTr("Undo")
                            shown: true
                        }
                    }
                }
            }
        }
    }
}
