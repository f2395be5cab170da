import QtQuick
import fieldclient.ui.notify
import fieldclient.ui.frame

PlacePage {
    id: place

    required property NotifyRoom room

    function back(): bool {
        return page.back();
    }

    fullScreen: page.fullScreen

    NotifyPage {
        id: page

        anchors.fill: parent
        focus: true
        room: place.room
        onClosed: place.frame.leave()
    }
}
