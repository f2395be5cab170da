import QtQuick
import fieldclient.ui.cases
import fieldclient.ui.frame

PlacePage {
    id: place

    required property CasesRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    CasesPage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onOpenDraft: draftId => place.frame.openDraft(draftId)
        onShowOnMap: caseId => place.frame.showOnMap(caseId)
        onNewReport: place.frame.newReport()
        onClosed: place.frame.leave()
    }
}
