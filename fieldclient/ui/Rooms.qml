pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.frame
import fieldclient.ui.parts

// The places' pages, one of them shown. A page is loaded when its room is ready and stays, with all that was typed.
FocusScope {
    id: rooms

    required property Frame frame
    readonly property bool fullScreen: page(frame.place)?.fullScreen ?? false
    readonly property var loaders: ({
            "home": homePlace,
            "cases": casesPlace,
            "report": reportPlace,
            "activity": activityPlace,
            "me": mePlace,
            "intake": intakePlace,
            "notify": notifyPlace,
            "outbox": outboxPlace,
            "patrol": patrolPlace,
            "map": mapPlace
        })

    component Place: Loader {
        id: place

        required property string name
        required property url page
        readonly property bool current: rooms.frame.place === name

        function prepare(): void {
            if (place.source.toString() === "" && rooms.frame.has(place.name))
                place.setSource(place.page, {
                    "frame": rooms.frame,
                    "room": rooms.frame.roomOf(place.name)
                });
        }

        anchors.fill: parent
        asynchronous: name !== "home" // in small steps, so that the window never stands still; the first page at once
        visible: current
        enabled: current
        focus: current
        onCurrentChanged: {
            if (current) {
                prepare();
                forceActiveFocus();
            }
        }
        Component.onCompleted: {
            if (current)
                prepare();
        }
    }

    // One step back: inside the page, else to the place before.
    function back(): void {
        if (!(page(rooms.frame.place)?.back() ?? false))
            rooms.frame.leave();
    }

    // A PlacePage, or undefined while there is none. Not named as such: the types of QML files are other ones in every engine, and
    // a second window in the same process would be told that its page is none.
    function page(name: string): var {
        return loaders[name]?.item;
    }

    IdleLock {
        parent: rooms.parent // touches beside the rooms count, too
        frame: rooms.frame
        busy: rooms.fullScreen
        enabled: rooms.visible
    }

    // A page that is put together for the first time: whoever waits for it sees that something happens.
    Spinner {
        id: moment

        readonly property bool wanted: rooms.loaders[rooms.frame.place]?.status !== Loader.Ready
        property bool late: false

        anchors.centerIn: parent
        visible: wanted && late
        size: 32
        Accessible.ignored: true
        onWantedChanged: late = false

        Timer {
            interval: 200
            running: moment.wanted
            onTriggered: moment.late = true
        }
    }

    Connections {
        target: rooms.frame

        function onPlaceReady(name: string): void {
            rooms.loaders[name]?.prepare();
        }
    }

    Place {
        id: homePlace

        name: "home"
        page: Qt.resolvedUrl("HomePlace.qml")
    }

    Place {
        id: casesPlace

        name: "cases"
        page: Qt.resolvedUrl("CasesPlace.qml")
    }

    Place {
        id: reportPlace

        name: "report"
        page: Qt.resolvedUrl("ReportPlace.qml")
    }

    Place {
        id: activityPlace

        name: "activity"
        page: Qt.resolvedUrl("ActivityPlace.qml")
    }

    Place {
        id: mePlace

        name: "me"
        page: Qt.resolvedUrl("MePlace.qml")
    }

    Place {
        id: mapPlace

        name: "map"
        page: Qt.resolvedUrl("MapPlace.qml")
    }

    Place {
        id: patrolPlace

        name: "patrol"
        page: Qt.resolvedUrl("PatrolPlace.qml")
    }

    Place {
        id: intakePlace

        name: "intake"
        page: Qt.resolvedUrl("IntakePlace.qml")
    }

    Place {
        id: notifyPlace

        name: "notify"
        page: Qt.resolvedUrl("NotifyPlace.qml")
    }

    Place {
        id: outboxPlace

        name: "outbox"
        page: Qt.resolvedUrl("OutboxPlace.qml")
    }
}
