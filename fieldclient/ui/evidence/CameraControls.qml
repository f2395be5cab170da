import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The shutter under the thumb: at the right of a wide window, at the bottom of a tall one. Around it photo or video, files, done.
Item {
    id: bar

    required property CameraBox camera
    property string prefix: "camera"
    property bool video: false
    property bool wide: true
    readonly property Recorder recorder: camera.recorder

    signal shootRequested
    signal filesRequested
    signal closed

    function focusShutter(): void {
        shutter.forceActiveFocus();
    }

    implicitWidth: grid.implicitWidth + 2 * Theme.s16
    implicitHeight: grid.implicitHeight + 2 * Theme.s16

    GridLayout {
        id: grid

        anchors.centerIn: parent
        columns: bar.wide ? 1 : 5
        columnSpacing: Theme.s24
        rowSpacing: Theme.s24

        IconButton {
            objectName: bar.prefix + ".files"
            Layout.alignment: Qt.AlignCenter
            enabled: bar.recorder.state === ""
            reason: qsTr("End the recording first")
            onPhoto: true
            iconName: "images"
            text: qsTr("Choose from files")
            onClicked: bar.filesRequested()
        }

        IconButton {
            objectName: bar.prefix + ".mode"
            Layout.alignment: Qt.AlignCenter
            enabled: bar.recorder.state === ""
            reason: qsTr("End the recording first")
            onPhoto: true
            iconName: bar.video ? "camera" : "video"
            text: bar.video ? qsTr("Take photos") : qsTr("Record video")
            onClicked: bar.video = !bar.video
        }

        ColumnLayout {
            Layout.alignment: Qt.AlignCenter
            spacing: Theme.s8

            Shutter {
                id: shutter

                objectName: bar.prefix + ".shutter"
                Layout.alignment: Qt.AlignHCenter
                focus: true
                video: bar.video
                recording: bar.recorder.recording
                share: bar.recorder.share
                enabled: bar.camera.asking === "" && !bar.camera.full && !["starting", "ending"].includes(bar.recorder.state)
                reason: bar.camera.full ? qsTr("There is no room for another photo") : bar.camera.asking !== "" ? bar.camera.remark : qsTr("One moment")
                onClicked: bar.shootRequested()
                onHeld: holding => bar.camera.setBurst(holding && !bar.video)
            }

            CameraPill {
                objectName: bar.prefix + ".length"
                Layout.alignment: Qt.AlignHCenter
                opacity: bar.recorder.state !== "" ? 1 : 0 // it keeps its place: nothing moves when a recording begins
                text: bar.recorder.length + " / " + bar.recorder.longest
                Accessible.ignored: bar.recorder.state === ""
            }
        }

        Thumbnail {
            id: last

            Layout.alignment: Qt.AlignCenter
            Layout.preferredWidth: Theme.touch
            Layout.preferredHeight: Theme.touch
            color: "transparent"
            opacity: bar.camera.picture !== "" ? 1 : 0
            source: bar.camera.picture
            behind: "transparent"
        }

        IconButton {
            objectName: bar.prefix + ".done"
            Layout.alignment: Qt.AlignCenter
            onPhoto: true
            iconName: "check"
            text: qsTr("Done")
            onClicked: bar.closed()
        }
    }
}
