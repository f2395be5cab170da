import QtQuick
import fieldclient.ui.frame
import fieldclient.ui.map

PlacePage {
    id: place

    required property MapRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    MapPage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onOpenCase: caseId => place.frame.openCase(caseId)
        onNewReport: place.frame.newReport()
        onClosed: place.frame.leave()
    }
}
