pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.theme

// The map, and beside or below it what is in view, what was touched, the maps on this device, or an area to take along.
FocusScope {
    id: page

    required property MapRoom room
    property bool fullScreen: false
    readonly property bool beside: width >= 840 && width >= height
    readonly property int paneWidth: Math.round(Math.max(360, Math.min(460, width * 0.34)) * Math.min(1.35, Theme.scale))
    readonly property int paneHeight: Math.round(height * (room.pane === "list" ? 0.4 : 0.54))

    signal openCase(string caseId)
    signal newReport
    signal closed

    function back(): bool {
        return page.room.closeCard();
    }

    MapSurface {
        id: surface

        anchors.left: parent.left
        anchors.top: parent.top
        width: page.beside ? parent.width - page.paneWidth : parent.width
        height: page.beside ? parent.height : parent.height - page.paneHeight
        focus: true
        room: page.room
    }

    Rectangle {
        anchors.fill: pane
        color: Theme.colors.page

        Rectangle {
            width: page.beside ? Math.max(1, Theme.stroke) : parent.width
            height: page.beside ? parent.height : Math.max(1, Theme.stroke)
            color: Theme.colors.line
        }
    }

    MapPane {
        id: pane

        x: page.beside ? parent.width - width : 0
        y: page.beside ? 0 : parent.height - height
        width: page.beside ? page.paneWidth : parent.width
        height: page.beside ? parent.height : page.paneHeight
        room: page.room
        onOpenCase: caseId => page.openCase(caseId)
    }
}
