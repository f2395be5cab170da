pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.frame
import fieldclient.ui.parts
import fieldclient.ui.theme

// The window: strip above, places at the left or below, one room, toasts on top.
Window {
    id: window

    required property Frame frame
    readonly property bool wideEnough: width >= 840 && width >= height
    readonly property bool usable: frame.stopped === "" && !frame.signingIn

    function choose(place: string): void {
        if (place === "report" && window.frame.place !== "report")
            window.frame.newReport();
        else
            window.frame.go(place);
    }

    minimumWidth: 360
    minimumHeight: 560
    title: qsTr("City care")
    color: Theme.colors.page

    Binding {
        target: Theme
        property: "wide"
        value: window.wideEnough
    }

    Binding {
        target: Theme
        property: "mode"
        value: window.frame.mode
    }

    Binding {
        target: Theme
        property: "scale"
        value: window.frame.scale
    }

    Binding {
        target: Theme
        property: "motion"
        value: window.frame.motion
    }

    Connections {
        target: window.frame

        function onToast(text: string, actionText: string): void {
            toast.show(text, actionText);
        }
    }

    StatusStrip {
        id: strip

        objectName: "strip"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        visible: window.usable
        frame: window.frame
        onClicked: window.frame.go("outbox")
    }

    Places {
        id: places

        visible: window.usable && !rooms.fullScreen
        vertical: Theme.wide
        place: window.frame.place
        unread: window.frame.unread
        onChosen: place => window.choose(place)
        y: vertical ? strip.height : window.height - height
        width: vertical ? implicitWidth : window.width
        height: vertical ? window.height - strip.height : implicitHeight
    }

    Rooms {
        id: rooms

        readonly property int besides: places.visible && places.vertical ? places.width : 0
        readonly property int below: places.visible && !places.vertical ? places.height : 0

        x: besides
        y: strip.height
        width: window.width - besides
        height: window.height - strip.height - below
        visible: window.usable
        focus: window.usable
        frame: window.frame
    }

    Loader {
        anchors.fill: parent
        readonly property bool wanted: window.frame.signingIn

        focus: wanted
        onWantedChanged: {
            if (wanted)
                setSource(Qt.resolvedUrl("SignInPlace.qml"), {
                    "frame": window.frame,
                    "room": window.frame.roomOf("signIn")
                });
            else
                source = "";
        }
    }

    Loader {
        anchors.fill: parent
        active: window.frame.stopped !== ""
        sourceComponent: StoppedPage {
            text: window.frame.stopped
        }
    }

    Toast {
        id: toast

        objectName: "toast"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: rooms.below + Theme.s24
        x: Math.round((parent.width - width + rooms.besides) / 2)
        width: Math.min(implicitWidth, parent.width - 2 * Theme.s16)
        onActionClicked: window.frame.takeAction()
    }

    component Key: Shortcut {
        enabled: window.usable
        context: Qt.WindowShortcut
    }

    Key {
        sequence: "Ctrl+1"
        onActivated: window.choose("home")
    }

    Key {
        sequence: "Ctrl+2"
        onActivated: window.choose("cases")
    }

    Key {
        sequence: "Ctrl+3"
        onActivated: window.choose("report")
    }

    Key {
        sequence: "Ctrl+4"
        onActivated: window.choose("activity")
    }

    Key {
        sequence: "Ctrl+5"
        onActivated: window.choose("me")
    }

    Key {
        sequence: "Ctrl+0"
        onActivated: window.choose("outbox")
    }

    Key {
        sequence: "Ctrl+N"
        onActivated: window.frame.newReport()
    }

    Key {
        sequences: ["F5", "Ctrl+R"]
        onActivated: window.frame.syncNow()
    }

    Key {
        sequences: ["Escape", "Back"]
        onActivated: rooms.back()
    }
}
