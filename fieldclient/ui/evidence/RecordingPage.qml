import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// One recording, large. `editor` is null where it is not ours to take out.
FocusScope {
    id: page

    required property RecordingPlayer recording
    property DraftEditor editor: null
    property string prefix: "recording"

    signal closed

    Keys.onEscapePressed: page.closed()
    Keys.onSpacePressed: (player.item as RecordingView)?.toggle()

    Rectangle {
        anchors.fill: parent
        color: "#0b0d0c"

        // Nothing below is touched through it.
        MouseArea {
            anchors.fill: parent
            Accessible.ignored: true
        }
    }

    Loader {
        id: player

        anchors.fill: parent
        anchors.topMargin: Theme.touch + Theme.s24
        anchors.bottomMargin: foot.visible ? foot.height : 0
        active: page.recording.here
        focus: true

        Component.onCompleted: setSource("RecordingView.qml", {
            recording: page.recording,
            prefix: page.prefix
        })
    }

    Image {
        anchors.fill: parent
        anchors.margins: Theme.touch
        visible: !page.recording.here
        source: page.recording.poster
        opacity: 0.6
        fillMode: Image.PreserveAspectFit
        Accessible.ignored: true
    }

    CameraPill {
        objectName: page.prefix + ".absent"
        anchors.centerIn: parent
        text: page.recording.here ? "" : qsTr("The recording is still at the hub")
    }

    CameraPill {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.s16
        iconName: page.recording.video ? "video" : "mic"
        text: (page.recording.video ? qsTr("Video") : qsTr("Voice note")) + (page.recording.length === "" ? "" : " · " + page.recording.length)
    }

    IconButton {
        objectName: page.prefix + ".close"
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s16
        onPhoto: true
        iconName: "x"
        text: qsTr("Close")
        onClicked: page.closed()
    }

    Rectangle {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: page.editor !== null
        height: remove.height + 2 * Theme.s12
        color: Theme.colors.surface

        AppButton {
            id: remove

            objectName: page.prefix + ".remove"
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.s16
            kind: "danger"
            iconName: "trash"
            text: qsTr("Remove")
            onClicked: {
                page.editor.removePhoto(page.recording.sha256);
                page.closed();
            }
        }
    }
}
