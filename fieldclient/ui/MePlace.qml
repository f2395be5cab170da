import QtQuick
import fieldclient.ui.me
import fieldclient.ui.frame

PlacePage {
    id: place

    required property MeRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    MePage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onOpenDraft: draftId => place.frame.openDraft(draftId)
        onSignIn: place.frame.signIn()
        onLock: place.frame.lock()
        onOpenOutbox: place.frame.go("outbox")
        onOpenPlace: name => place.frame.go(name)
        onOpenKeys: place.frame.keysWanted()
    }
}
