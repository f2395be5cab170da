pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.frame
import fieldclient.ui.parts
import fieldclient.ui.theme

// The window: strip above, places at the left or below, one room, toasts on top.
Window {
    id: window

    required property Frame frame
    readonly property bool railed: width >= 840 && width >= height
    readonly property bool twoPanes: railed && width >= 200 + 640 * Theme.scale // large type asks for more room
    readonly property bool usable: frame.stopped === "" && !frame.signingIn && !frame.veiled

    function choose(place: string): void {
        places.more = false;
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
        value: window.twoPanes
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

    Binding {
        target: Theme
        property: "covered"
        value: !window.usable
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
        vertical: window.railed
        known: window.frame.places
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
        anchors.fill: rooms
        active: places.more && places.visible
        sourceComponent: MoreSheet {
            entries: places.far
            place: places.place
            unread: places.unread
            beside: places.vertical
            onChosen: place => places.chosen(place)
            onClosed: places.more = false
        }
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
        anchors.bottomMargin: rooms.below + Math.round(64 * Theme.scale) + Theme.s24 // above a page's own buttons
        x: Math.round((parent.width - width + rooms.besides) / 2)
        width: Math.min(implicitWidth, parent.width - 2 * Theme.s16)
        onActionClicked: window.frame.takeAction()
        onGone: window.frame.toastGone()
    }

    Shortcuts {
        anchors.fill: parent
        frame: window.frame
        hall: rooms
        panes: [strip, places, rooms]
        usable: window.usable
        undoText: toast.shown ? toast.actionText : ""
        onChosen: place => window.choose(place)
        onBackWanted: places.more ? places.close() : rooms.back()
        onUndoWanted: {
            window.frame.takeAction();
            toast.hide();
        }
    }
}
