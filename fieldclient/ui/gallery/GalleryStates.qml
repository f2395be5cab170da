pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The states that only time or a hand brings about: focused, off, chosen, busy, wrong, on its way.
Card {
    id: card

    readonly property list<string> kinds: ["primary", "secondary", "quiet", "danger"]
    readonly property list<string> deliveries: ["none", "waiting", "travelling", "arrived", "refused"]

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("States")
        }

        GridLayout {
            Layout.fillWidth: true
            columns: Math.max(1, Math.min(4, Math.floor(card.width / (190 * Theme.scale))))
            columnSpacing: Theme.s12
            rowSpacing: Theme.s12

            Repeater {
                model: card.kinds

                AppButton {
                    required property string modelData

                    kind: modelData
                    text: qsTr("Ordinary")
                }
            }

            Repeater {
                model: card.kinds

                AppButton {
                    id: focused

                    required property string modelData

                    kind: modelData
                    text: qsTr("Focused")

                    FocusRing {
                        radius: Theme.radiusControl + gap
                    }
                }
            }

            Repeater {
                model: card.kinds

                AppButton {
                    required property string modelData

                    kind: modelData
                    text: qsTr("Off")
                    enabled: false
                    reason: qsTr("The device has no receiver for positions.")
                }
            }

            Repeater {
                model: card.kinds

                AppButton {
                    required property string modelData

                    kind: modelData
                    text: qsTr("Busy")
                    busy: true
                }
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s12

            Repeater {
                model: card.deliveries

                PhotoTile {
                    required property string modelData

                    source: Qt.resolvedUrl("sample.jpg")
                    delivery: modelData
                    deliveryText: modelData
                    behind: Theme.colors.surface
                }
            }

            PhotoTile {
                source: Qt.resolvedUrl("sample.jpg")
                film: "video"
                mark: qsTr("Video")
                behind: Theme.colors.surface
            }

            PhotoTile {
                film: "audio"
                behind: Theme.colors.surface
            }
        }

        SwitchRow {
            Layout.fillWidth: true
            title: qsTr("Off")
        }

        SwitchRow {
            Layout.fillWidth: true
            title: qsTr("Not now")
            hint: qsTr("The device has no receiver for positions.")
            enabled: false
            checked: true
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            Chip {
                text: qsTr("Off")
                checkable: true
                enabled: false
                Accessible.description: qsTr("The device has no receiver for positions.")
            }

            IconButton {
                text: qsTr("Search")
                iconName: "search"
                enabled: false
                reason: qsTr("The device has no receiver for positions.")
            }
        }

        ProgressLine {
            Layout.fillWidth: true
            value: 0
        }

        ProgressLine {
            Layout.fillWidth: true
            value: 1
            meaning: "done"
            text: qsTr("Everything has arrived")
        }

        TextLine {
            Layout.fillWidth: true
            label: qsTr("Address of the hub")
            text: "https://hub.example.cn"
            readOnly: true
        }

        Repeater {
            model: ["neutral", "waiting", "attention", "overdue", "overdueAgain", "done"]

            Notice {
                required property string modelData

                Layout.fillWidth: true
                meaning: modelData
                text: modelData
            }
        }
    }
}
