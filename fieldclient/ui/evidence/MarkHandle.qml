import QtQuick
import fieldclient.ui.theme

// Where a chosen mark is taken to be stretched. The finger is followed by the photo below.
Item {
    width: Theme.touch
    height: Theme.touch
    Accessible.ignored: true

    Rectangle {
        anchors.centerIn: parent
        width: Theme.icon
        height: width
        radius: width / 2
        color: "#ffffff"
        border.width: 4
        border.color: "#101312"
    }
}
