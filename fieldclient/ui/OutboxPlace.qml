import QtQuick
import fieldclient.ui.outbox
import fieldclient.ui.frame

PlacePage {
    id: place

    required property OutboxRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    OutboxPage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onOpenDraft: draftId => place.frame.openDraft(draftId)
        onOpenPlace: name => place.frame.go(name)
        onSignIn: place.frame.signIn()
        onClosed: place.frame.leave()
    }
}
