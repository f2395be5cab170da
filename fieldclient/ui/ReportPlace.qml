import QtQuick
import fieldclient.ui.report
import fieldclient.ui.frame

PlacePage {
    id: place

    required property ReportRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    ReportPage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onOpenDraft: draftId => place.frame.openDraft(draftId)
        onClosed: place.frame.leave()
    }
}
