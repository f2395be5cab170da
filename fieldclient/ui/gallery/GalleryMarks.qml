pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

Card {
    id: card

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Meanings and type")
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            Repeater {
                model: ["neutral", "inHand", "waiting", "arrived", "attention", "dueSoon", "overdue", "overdueAgain", "done"]

                Mark {
                    required property string modelData

                    meaning: modelData
                    iconName: "circle"
                    text: modelData
                }
            }
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            DeadlineMark {
                light: "on_time"
                text: qsTr("%1 left").arg("2 h 10 min")
            }

            DeadlineMark {
                light: "due_soon"
                text: qsTr("%1 left").arg("12 min")
            }

            DeadlineMark {
                light: "overdue"
                text: qsTr("Overdue %1").arg("3 h")
            }

            DeadlineMark {
                light: "overdue_again"
                text: qsTr("Overdue again %1").arg("2 d")
            }

            Repeater {
                model: ["waiting", "travelling", "arrived", "refused"]

                DeliveryMark {
                    required property string modelData

                    delivery: modelData
                    text: modelData
                }
            }
        }

        HourField {
            label: qsTr("From")
            hour: 7
        }

        PhotoCaption {
            text: "2026-11-20 09:12"
        }

        Repeater {
            model: ["display", "headline", "title", "lead", "body", "small"]

            AppText {
                required property string modelData

                Layout.fillWidth: true
                kind: modelData
                text: "随手拍，城市更美 Aa 0123456789 — " + modelData
            }
        }
    }
}
