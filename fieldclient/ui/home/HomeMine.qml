import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What I began, what I sent.
ColumnLayout {
    id: mine

    required property HomeRoom room

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal openCases
    signal newReport

    spacing: Theme.s4

    SectionTitle {
        Layout.fillWidth: true
        visible: mine.room.drafts.count > 0
        text: qsTr("Drafts")
        count: mine.room.drafts.count
    }

    DraftList {
        Layout.fillWidth: true
        visible: mine.room.drafts.count > 0
        drafts: mine.room.drafts
        onOpened: draftId => mine.openDraft(draftId)
        onDiscarded: draftId => mine.room.discardDraft(draftId)
    }

    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("My reports")
        actionText: mine.room.recent.count > 0 ? qsTr("All") : ""
        objectName: "home.recent"
        onActionClicked: mine.openCases()
    }

    CaseList {
        Layout.fillWidth: true
        visible: mine.room.recent.count > 0
        cases: mine.room.recent
        prefix: "home.report"
        onOpened: caseId => mine.openCase(caseId)
    }

    Card {
        Layout.fillWidth: true
        visible: mine.room.loaded && mine.room.recent.count === 0
        padding: Theme.s24

        EmptyState {
            objectName: "home.first"
            anchors.left: parent.left
            anchors.right: parent.right
            iconName: "camera"
            title: qsTr("No report yet")
            text: qsTr("Take two photos, one from afar and one close up. Place and time come from the photo.")
            actionText: qsTr("New report")
            actionIcon: "camera"
            onActionClicked: mine.newReport()
        }
    }
}
