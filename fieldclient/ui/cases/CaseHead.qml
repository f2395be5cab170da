import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Stage, deadline and delivery: two truths that are never mixed, in colour, icon and words.
ColumnLayout {
    id: head

    required property CaseState caseData

    spacing: Theme.s8

    Flow {
        Layout.fillWidth: true
        spacing: Theme.s8

        Mark {
            objectName: "case.stage"
            meaning: head.caseData.stageMeaning
            iconName: head.caseData.stageSymbol
            text: head.caseData.stageText
        }

        DeadlineMark {
            objectName: "case.deadline"
            light: head.caseData.light
            text: head.caseData.lightText
        }

        Mark {
            visible: head.caseData.urgent
            meaning: "attention"
            iconName: "alert-triangle"
            text: qsTr("Urgent")
        }

        DeliveryMark {
            objectName: "case.delivery"
            delivery: head.caseData.delivery
            text: head.caseData.deliveryText
        }
    }

    Notice {
        Layout.fillWidth: true
        iconName: "images"
        meaning: "waiting"
        text: head.caseData.holdMedia ? qsTr("Photos are still on their way. The centre looks at it when they are there.") : ""
    }

    AppText {
        objectName: "case.description"
        Layout.fillWidth: true
        visible: text !== ""
        text: head.caseData.description
        kind: "lead"
        paragraph: true
    }
}
