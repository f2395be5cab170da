import QtQuick
import fieldclient.ui.frame
import fieldclient.ui.intake

PlacePage {
    id: place

    required property IntakeRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    IntakePage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onOpenDraft: draftId => place.frame.openDraft(draftId)
        onClosed: place.frame.leave()
    }
}
