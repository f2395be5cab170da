pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.theme

// A small picture with rounded corners; an icon while or where there is none. Most rows of a long list have none: what shows one is
// made when there first is one, and kept.
Rectangle {
    id: control

    property url source
    property string iconName: "image"
    property color behind: Theme.colors.surface
    readonly property bool shown: made.item !== null && (made.item as Image).status === Image.Ready

    implicitWidth: 64
    implicitHeight: 64
    radius: Theme.radiusControl
    color: Theme.colors.sunken
    onSourceChanged: {
        if (source.toString() !== "")
            made.active = true;
    }

    AppIcon {
        anchors.centerIn: parent
        visible: !control.shown
        name: control.iconName
        color: Theme.colors.textQuiet
    }

    Loader {
        id: made

        anchors.fill: parent
        active: false
        sourceComponent: Image {
            source: control.source
            asynchronous: true
            sourceSize: Qt.size(2 * control.width, 2 * control.height)
            fillMode: Image.PreserveAspectCrop
            Accessible.ignored: true

            RoundOff {
                visible: control.shown
                behind: control.behind
                radius: Theme.radiusControl
            }
        }
    }
}
