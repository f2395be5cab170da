pragma ComponentBehavior: Bound

import QtQuick
import QtMultimedia
import fieldclient.ui.parts
import fieldclient.ui.theme

// A video or a voice note, played. Loaded only when it is wanted, as everything that needs the multimedia libraries.
Item {
    id: view

    required property RecordingPlayer recording
    property string prefix: "recording"
    readonly property bool playing: player.playbackState === MediaPlayer.PlayingState
    readonly property real share: player.duration > 0 ? player.position / player.duration : 0

    function toggle(): void {
        if (playing)
            player.pause();
        else
            player.play();
    }

    Accessible.ignored: true // its button below tells what a tap does

    MediaPlayer {
        id: player

        source: view.recording.source
        videoOutput: output
        audioOutput: AudioOutput {}
    }

    VideoOutput {
        id: output

        anchors.fill: parent
        visible: view.recording.video
        fillMode: VideoOutput.PreserveAspectFit
        Accessible.ignored: true
    }

    Loader {
        anchors.fill: parent
        active: view.recording.video && GraphicsInfo.api === GraphicsInfo.Software
        sourceComponent: PaintedFrames {
            sink: output.videoSink
        }
    }

    Image {
        anchors.fill: parent
        visible: view.recording.video && player.position === 0 && !view.playing
        source: view.recording.poster
        asynchronous: true
        fillMode: Image.PreserveAspectFit
        Accessible.ignored: true
    }

    Waveform {
        anchors.centerIn: parent
        width: Math.min(640 * Theme.scale, parent.width - 2 * Theme.s32)
        height: 120
        visible: !view.recording.video
        levels: view.recording.bars
        ink: Theme.colors.onScrim
        played: view.playing || player.position > 0 ? view.share : 1
    }

    TapHandler {
        onTapped: view.toggle()
    }

    IconButton {
        objectName: view.prefix + ".play"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s16
        width: Theme.primary + Theme.s16
        height: width
        focus: true
        onPhoto: true
        iconName: view.playing ? "pause" : "play"
        text: view.playing ? qsTr("Pause") : qsTr("Play")
        onClicked: view.toggle()
    }
}
