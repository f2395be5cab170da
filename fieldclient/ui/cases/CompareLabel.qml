import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Which of the two is seen on this side.
Rectangle {
    id: label

    property string text: ""

    anchors.bottom: parent.bottom
    anchors.margins: Theme.s16
    width: words.implicitWidth + 2 * Theme.s12
    height: words.implicitHeight + Theme.s12
    radius: height / 2
    color: Theme.colors.scrim

    AppText {
        id: words

        anchors.centerIn: parent
        text: label.text
        color: Theme.colors.onScrim
        font.weight: Font.Medium
    }
}
