import QtQuick
import fieldclient.ui.activity
import fieldclient.ui.frame

PlacePage {
    id: place

    required property ActivityRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    ActivityPage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onOpenDraft: draftId => place.frame.openDraft(draftId)
        onClosed: place.frame.leave()
    }
}
