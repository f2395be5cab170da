pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// When photos and videos travel: one line, and behind it everything that can be chosen.
Card {
    id: card

    required property Travelling rules
    property bool open: false

    padding: Theme.s16

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        GridLayout {
            Layout.fillWidth: true
            columns: card.width < 480 * Theme.scale ? 1 : 2
            columnSpacing: Theme.s12
            rowSpacing: Theme.s8

            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.s4

                AppText {
                    Layout.fillWidth: true
                    text: qsTr("When photos and videos are sent")
                    strong: true
                }

                AppText {
                    objectName: "outbox.rules"
                    Layout.fillWidth: true
                    text: card.rules.summary
                    kind: "small"
                    quiet: true
                    figures: true
                }
            }

            AppButton {
                objectName: "outbox.rules.change"
                text: card.open ? qsTr("Done") : qsTr("Change")
                iconName: card.open ? "check" : "sliders"
                Accessible.expandable: true
                Accessible.expanded: card.open
                onClicked: card.open = !card.open
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.s4

            AppText {
                objectName: "outbox.today"
                Layout.fillWidth: true
                text: card.rules.today
                kind: "small"
                quiet: true
                figures: true
            }

            ProgressLine {
                Layout.fillWidth: true
                visible: card.rules.cap !== "none" && !card.rules.wifiOnly
                value: card.rules.todayShare
                text: card.rules.today
            }
        }

        Loader {
            Layout.fillWidth: true
            active: card.open
            visible: active

            sourceComponent: RulesForm {
                rules: card.rules
            }
        }
    }
}
