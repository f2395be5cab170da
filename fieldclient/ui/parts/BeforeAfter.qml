import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// The same place before and after, side by side; stacked when there is no room for two.
GridLayout {
    id: control

    property url before
    property url after
    property string beforeText: qsTr("Before")
    property string afterText: qsTr("After")
    property string waitingText: qsTr("No photo after handling yet")
    property color behind: Theme.colors.page
    property real ratio: 0.66 // height of a photo over its width
    readonly property bool stacked: width < 360
    readonly property real tileWidth: stacked ? width : (width - columnSpacing) / 2

    signal opened(url photo)

    columns: stacked ? 1 : 2
    columnSpacing: Theme.s8
    rowSpacing: Theme.s8

    PhotoTile {
        objectName: control.objectName === "" ? "" : control.objectName + ".before"
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(Theme.touch, control.tileWidth * control.ratio)
        source: control.before
        mark: control.beforeText
        behind: control.behind
        onClicked: if (source.toString() !== "")
            control.opened(source)
    }

    PhotoTile {
        objectName: control.objectName === "" ? "" : control.objectName + ".after"
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(Theme.touch, control.tileWidth * control.ratio)
        source: control.after
        mark: control.afterText
        missingText: control.waitingText
        behind: control.behind
        onClicked: if (source.toString() !== "")
            control.opened(source)
    }
}
