import QtQuick
import fieldclient.ui.home
import fieldclient.ui.frame

PlacePage {
    id: place

    required property HomeRoom room

    function back(): bool {
        return page.back();
    }

    // The room may not be read yet: then its first tab is shown.
    function showTab(activity: var, tab: string): void {
        activity?.showTab(tab);
    }

    fullScreen: page.fullScreen

    HomePage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onOpenDraft: draftId => place.frame.openDraft(draftId)
        onOpenFigure: figure => place.frame.openFigure(figure)
        onOpenOutbox: place.frame.go("outbox")
        onOpenActivity: tab => {
            place.frame.go("activity");
            place.showTab(place.frame.roomOf("activity"), tab);
        }
        onNewReport: place.frame.newReport()
        onNewReportFor: campaign => place.frame.newReportFor(campaign)
        onOpenCampaign: campaign => place.frame.openCampaign(campaign)
        onNewPraise: place.frame.newPraise()
        onTakeIn: folder => place.frame.takeIn(folder)
        onOpenPatrol: place.frame.go("patrol")
    }
}
