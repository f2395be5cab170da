import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A voice note: one large button, how long it may be, and that one is heard.
FocusScope {
    id: page

    required property Recorder recorder
    property string prefix: "voice"

    signal toggled
    signal closed

    Keys.onEscapePressed: page.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.page
    }

    PageHeader {
        objectName: page.prefix + ".header"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.s16
        back: true
        title: qsTr("Voice note")
        onBackClicked: page.closed()
    }

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(560 * Theme.scale, parent.width - 2 * Theme.s24)
        spacing: Theme.s24

        AppText {
            objectName: page.prefix + ".length"
            Layout.fillWidth: true
            text: page.recorder.length + " / " + page.recorder.longest
            kind: "display"
            horizontalAlignment: Text.AlignHCenter
        }

        Waveform {
            Layout.fillWidth: true
            Layout.preferredHeight: 96
            levels: page.recorder.bars
            growing: true
        }

        Shutter {
            objectName: page.prefix + ".record"
            Layout.alignment: Qt.AlignHCenter
            focus: true
            voice: true
            ink: Theme.colors.text
            recording: page.recorder.recording
            share: page.recorder.share
            enabled: !["starting", "ending"].includes(page.recorder.state)
            reason: qsTr("One moment")
            onClicked: page.toggled()
        }

        AppText {
            objectName: page.prefix + ".hint"
            Layout.fillWidth: true
            text: page.recorder.problem !== "" ? page.recorder.problem : page.recorder.recording ? qsTr("Speak now. It is kept while you speak.") : qsTr("Tap and say what the photos do not show.")
            quiet: page.recorder.problem === ""
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
