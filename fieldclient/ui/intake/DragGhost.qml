import QtQuick
import fieldclient.ui.theme

// What is being dragged, under the pointer; near an edge the list moves along.
Rectangle {
    id: ghost

    required property GroupsView view
    readonly property int edge: 56
    readonly property bool up: view.dragAt.y < edge
    readonly property bool down: view.dragAt.y > view.height - edge

    visible: view.carrying
    x: view.dragAt.x - width / 2
    y: view.dragAt.y - height / 2
    z: 10
    width: 112
    height: 84
    radius: Theme.radiusControl
    color: Theme.colors.sunken
    border.width: 2
    border.color: Theme.colors.accent

    Image {
        anchors.fill: parent
        anchors.margins: 2
        source: ghost.view.draggedPicture
        asynchronous: true
        sourceSize: Qt.size(240, 0)
        fillMode: Image.PreserveAspectCrop
        Accessible.ignored: true
    }

    Timer {
        interval: 16
        repeat: true
        running: ghost.view.carrying && (ghost.up || ghost.down)
        onTriggered: {
            const list = ghost.view, end = Math.max(list.originY, list.originY + list.contentHeight - list.height);
            list.contentY = Math.max(list.originY, Math.min(end, list.contentY + (ghost.up ? -10 : 10)));
        }
    }
}
