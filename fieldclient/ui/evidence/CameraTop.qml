import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Above the picture: away from here, what to show, where one stands, and what the camera can do.
Item {
    id: above

    required property CameraBox camera
    required property CameraView view
    property string prefix: "camera"
    property bool grid: true
    property bool video: false
    property bool aside: false // no room above the shutter: below the cross
    readonly property real corner: tools.height + 2 * Theme.s16 // what the buttons take up
    readonly property int middle: width - 2 * (Theme.touch + Theme.s24)
    readonly property string said: camera.problem !== "" ? camera.problem : camera.recorder.problem

    signal closed

    height: Math.max(hints.height, tools.height) + 2 * Theme.s16

    SlotWords {
        id: words
    }

    IconButton {
        objectName: above.prefix + ".close"
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.s16
        onPhoto: true
        iconName: "x"
        text: qsTr("Close camera")
        onClicked: above.closed()
    }

    ColumnLayout {
        id: hints

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Theme.s16
        width: above.middle
        spacing: Theme.s8

        CameraPill {
            objectName: above.prefix + ".hint"
            Layout.alignment: Qt.AlignHCenter
            most: Math.min(620, above.middle)
            text: above.said !== "" ? above.said : above.video ? qsTr("Video, up to %1").arg(above.camera.recorder.longest) : above.camera.purpose === "" ? qsTr("%n photo(s) kept", "", above.camera.taken) : words.title(above.camera.purpose) + " · " + words.hint(above.camera.purpose)
        }

        CameraPill {
            objectName: above.prefix + ".position"
            Layout.alignment: Qt.AlignHCenter
            most: Math.min(620, above.middle)
            iconName: above.camera.fix.known ? "map-pin" : "map-pin-off"
            text: above.camera.fix.known ? (above.camera.fix.accuracy !== "" ? qsTr("Position %1").arg(above.camera.fix.accuracy) : qsTr("Position known")) : above.camera.fix.problem !== "" ? above.camera.fix.problem : qsTr("Looking for the position")
        }

        CameraPill {
            objectName: above.prefix + ".way"
            Layout.alignment: Qt.AlignHCenter
            most: Math.min(620, above.middle)
            iconName: "navigation"
            text: above.camera.ghost.there ? above.camera.ghost.way : ""
        }
    }

    Column {
        id: tools

        x: above.aside ? Theme.s16 : above.width - width - Theme.s16
        y: Theme.s16 + (above.aside ? Theme.touch + Theme.s8 : 0)
        spacing: Theme.s8

        IconButton {
            objectName: above.prefix + ".torch"
            visible: above.view.torchable
            onPhoto: true
            iconName: above.view.torch ? "lightbulb" : "lightbulb-off"
            text: above.view.torch ? qsTr("Light off") : qsTr("Light on")
            onClicked: above.view.setTorch(!above.view.torch)
        }

        IconButton {
            objectName: above.prefix + ".flip"
            visible: above.view.cameras > 1 && above.camera.recorder.state === ""
            onPhoto: true
            iconName: "refresh"
            text: qsTr("Other camera")
            onClicked: above.view.flip()
        }

        IconButton {
            objectName: above.prefix + ".grid"
            onPhoto: true
            iconName: "grid-3x3"
            opacity: above.grid ? 1 : 0.6
            text: above.grid ? qsTr("Hide grid lines") : qsTr("Show grid lines")
            onClicked: above.grid = !above.grid
        }

        IconButton {
            objectName: above.prefix + ".zoomIn"
            visible: above.view.zoomMost > 1
            onPhoto: true
            iconName: "zoom-in"
            enabled: above.view.zoom < above.view.zoomMost
            reason: qsTr("It does not get nearer")
            text: qsTr("Nearer")
            onClicked: above.view.zoomTo(above.view.zoom * 1.4)
        }

        IconButton {
            objectName: above.prefix + ".zoomOut"
            visible: above.view.zoomMost > 1
            onPhoto: true
            iconName: "zoom-out"
            enabled: above.view.zoom > 1
            reason: qsTr("It does not get farther")
            text: qsTr("Farther")
            onClicked: above.view.zoomTo(above.view.zoom / 1.4)
        }
    }
}
