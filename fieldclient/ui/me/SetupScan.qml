pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.evidence
import fieldclient.ui.parts
import fieldclient.ui.theme

// The camera looks for a code, three times a second; what it finds is shown before anything is done.
FocusScope {
    id: scan

    required property SetupDesk desk
    readonly property CameraView view: finder.item as CameraView
    readonly property bool ready: view !== null && view.working

    signal closed

    Rectangle {
        anchors.fill: parent
        color: scan.ready ? "#0b0d0c" : Theme.colors.page
    }

    Loader {
        id: finder

        anchors.fill: parent
        active: scan.desk.allowed
        source: "../evidence/CameraView.qml"
    }

    Timer {
        interval: 330
        repeat: true
        running: scan.ready && !scan.desk.looking
        onTriggered: scan.desk.lookAt(scan.view.session.videoOutput)
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(scan.width, scan.height) * 0.62
        height: width
        visible: scan.ready
        color: "transparent"
        radius: Theme.radiusSheet
        border.width: 4
        border.color: "#ffffff"
        Accessible.ignored: true
    }

    // Below what the camera sees; without one it is all there is.
    ColumnLayout {
        x: (parent.width - width) / 2
        y: scan.ready ? parent.height - height - Theme.s16 : (parent.height - height) / 2
        width: Math.min(560 * Theme.scale, parent.width - 2 * Theme.s16)
        spacing: Theme.s12

        Notice {
            objectName: "setup.scanning"
            Layout.fillWidth: true
            meaning: scan.desk.problem !== "" || !scan.ready ? "attention" : "neutral"
            iconName: scan.ready ? "qr-code" : "alert-circle"
            text: scan.desk.problem !== "" ? scan.desk.problem : scan.ready ? qsTr("Hold the code into the frame. It is read by itself.") : qsTr("No camera was found. Choose a picture of the code, or type the link.")
        }

        AppButton {
            objectName: "setup.scanBack"
            Layout.alignment: Qt.AlignHCenter
            focus: true
            kind: scan.ready ? "secondary" : "primary"
            text: qsTr("Another way")
            iconName: "arrow-left"
            onClicked: scan.closed()
        }
    }
}
