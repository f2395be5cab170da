import QtQuick
import fieldclient.ui.frame
import fieldclient.ui.patrol

PlacePage {
    id: place

    required property PatrolRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    PatrolPage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onNewReport: place.frame.newReport()
        onClosed: place.frame.leave()
    }
}
