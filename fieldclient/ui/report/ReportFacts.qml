import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where, when and what, each with its source and a pencil.
Card {
    id: card

    required property ReportRoom room
    readonly property bool asked: room.editor.reminded

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        FactRow {
            objectName: "report.what"
            Layout.fillWidth: true
            iconName: "tag"
            title: qsTr("What")
            value: card.room.what
            missing: qsTr("Choose a category")
            needed: card.asked
            onEditRequested: card.room.chooseCategory()
        }

        Separator {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
        }

        FactRow {
            objectName: "report.where"
            Layout.fillWidth: true
            iconName: "map-pin"
            title: qsTr("Where")
            value: card.room.where
            source: card.room.where ? card.room.whereSource : qsTr("Photos often tell it; or set it by hand")
            missing: qsTr("Not known yet")
            needed: card.asked
            onEditRequested: card.room.choosePlace()
        }

        Separator {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            visible: campaign.visible
        }

        FactRow {
            id: campaign

            objectName: "report.campaign"
            Layout.fillWidth: true
            visible: value !== ""
            iconName: "megaphone"
            title: qsTr("Campaign")
            value: card.room.editor.campaign !== "" ? card.room.editor.campaign : card.room.editor.campaignLeft !== "" ? qsTr("Not for “%1”").arg(card.room.editor.campaignLeft) : ""
            source: card.room.editor.campaign !== "" ? qsTr("Tap to take the report out of it") : qsTr("Tap to put it back")
            endIcon: card.room.editor.campaign !== "" ? "x" : "undo"
            onEditRequested: card.room.editor.toggleCampaign()
        }

        Separator {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            visible: area.visible
        }

        FactRow {
            id: area

            readonly property ReportAdvisor advisor: card.room.advisor

            objectName: "report.area"
            Layout.fillWidth: true
            visible: advisor.grid !== ""
            iconName: "grid"
            title: qsTr("Grid and department, by the place")
            value: advisor.grid
            source: [advisor.around, advisor.department].filter(part => part !== "").join(" → ")
            endIcon: "map-pin"
            onEditRequested: card.room.choosePlace()
        }

        Separator {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
        }

        FactRow {
            objectName: "report.when"
            Layout.fillWidth: true
            iconName: "clock"
            title: qsTr("When")
            value: card.room.when || qsTr("Now")
            source: card.room.when ? card.room.whenSource : qsTr("unless a photo says otherwise")
            onEditRequested: card.room.chooseTime()
        }
    }
}
