import QtQuick
import fieldclient.ui.home
import fieldclient.ui.frame

PlacePage {
    id: place

    required property HomeRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    HomePage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onOpenDraft: draftId => place.frame.openDraft(draftId)
        onOpenCases: place.frame.go("cases")
        onNewReport: place.frame.newReport()
        onNewPraise: place.frame.newPraise()
        onTakeIn: folder => place.frame.takeIn(folder)
        onOpenPatrol: place.frame.go("patrol")
    }
}
