pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Before anybody types: what is known here already, and photos that were used before.
ColumnLayout {
    id: card

    required property ReportAdvisor advisor

    signal opened(string caseId)

    spacing: Theme.s8
    visible: cases.count + chosen.count + reused.count > 0

    Repeater {
        id: reused

        model: card.advisor.reused

        Notice {
            required property string said
            required property string caseId
            required property int index

            objectName: "report.reused." + index
            Layout.fillWidth: true
            meaning: "attention"
            iconName: "copy"
            text: said
            actionText: caseId !== "" ? qsTr("View") : ""
            onActionClicked: card.opened(caseId)
        }
    }

    Card {
        Layout.fillWidth: true
        visible: cases.count + chosen.count > 0
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            AppText {
                objectName: "report.already.title"
                Layout.fillWidth: true
                Layout.margins: Theme.s12
                Layout.bottomMargin: Theme.s4
                text: chosen.count > 0 ? qsTr("Sent as the same matter as") : qsTr("Reported already nearby: is it the same matter?")
                strong: true
                Accessible.role: Accessible.Heading
            }

            Repeater {
                id: chosen

                model: card.advisor.chosen

                AlreadyRow {
                    Layout.fillWidth: true
                    name: "report.already.chosen"
                    buttonText: qsTr("Undo")
                    buttonIcon: "undo"
                    onOpened: card.opened(rowId)
                    onTaken: card.advisor.notSame()
                }
            }

            Repeater {
                id: cases

                model: card.advisor.cases

                AlreadyRow {
                    required property int index

                    Layout.fillWidth: true
                    name: "report.already." + index
                    buttonText: qsTr("The same")
                    buttonIcon: "link"
                    onOpened: card.opened(rowId)
                    onTaken: card.advisor.sameMatter(rowId)
                }
            }

            AppText {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.s12
                Layout.rightMargin: Theme.s12
                Layout.bottomMargin: Theme.s12
                visible: chosen.count > 0
                text: qsTr("Your photos go to the hub, which joins the two. You hear how it goes on.")
                kind: "small"
                quiet: true
            }

            Flow {
                Layout.fillWidth: true
                Layout.margins: Theme.s4
                visible: cases.count > 0
                spacing: Theme.s4

                AppButton {
                    objectName: "report.already.other"
                    kind: "quiet"
                    text: qsTr("No, another matter")
                    onClicked: card.advisor.anotherMatter()
                }

                AppButton {
                    objectName: "report.already.more"
                    visible: card.advisor.more > 0
                    kind: "quiet"
                    iconName: "chevron-down"
                    text: qsTr("%n more", "", card.advisor.more)
                    onClicked: card.advisor.showAll()
                }
            }
        }
    }
}
