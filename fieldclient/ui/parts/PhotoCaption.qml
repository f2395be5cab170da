import QtQuick
import fieldclient.ui.theme

// What is said on a photo, on a ground that lets it be read.
Rectangle {
    id: caption

    property string text: ""
    property real widest: 480

    visible: text !== ""
    width: Math.min(words.implicitWidth + 2 * Theme.s16, widest)
    height: words.implicitHeight + Theme.s16
    radius: Theme.radiusControl
    color: Theme.colors.scrim

    AppText {
        id: words

        anchors.centerIn: parent
        width: parent.width - 2 * Theme.s16
        text: caption.text
        color: Theme.colors.onScrim
        figures: true
        Accessible.ignored: true
    }
}
