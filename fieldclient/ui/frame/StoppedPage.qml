import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The store could not be opened. One sentence; nothing was changed.
Rectangle {
    id: page

    property string text: ""

    color: Theme.colors.page

    EmptyState {
        objectName: "stopped"
        anchors.centerIn: parent
        width: Math.min(480 * Theme.scale, parent.width - 2 * Theme.s32)
        iconName: "hard-drive"
        title: qsTr("The app cannot start")
        text: page.text
    }
}
