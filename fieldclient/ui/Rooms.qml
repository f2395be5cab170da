pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.frame

// The places' pages, one of them shown. A page is loaded when its room is ready and stays, with all that was typed.
FocusScope {
    id: rooms

    required property Frame frame
    readonly property bool fullScreen: page(frame.place)?.fullScreen ?? false

    component Place: Loader {
        id: place

        required property string name
        required property url page
        readonly property bool current: rooms.frame.place === name

        function prepare(): void {
            const room = rooms.frame.roomOf(place.name); // says placeReady, which comes back here
            if (place.source.toString() === "")
                place.setSource(place.page, {
                    "frame": rooms.frame,
                    "room": room
                });
        }

        anchors.fill: parent
        asynchronous: true // made in small steps, so that the window never stands still
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

    function page(name: string): PlacePage {
        for (const child of rooms.children) {
            const place = child as Place;
            if (place !== null && place.name === name)
                return place.item as PlacePage;
        }
        return null;
    }

    Connections {
        target: rooms.frame

        function onPlaceReady(name: string): void {
            for (const child of rooms.children) {
                const place = child as Place;
                if (place !== null && place.name === name)
                    place.prepare();
            }
        }
    }

    Place {
        name: "home"
        page: Qt.resolvedUrl("HomePlace.qml")
    }

    Place {
        name: "cases"
        page: Qt.resolvedUrl("CasesPlace.qml")
    }

    Place {
        name: "report"
        page: Qt.resolvedUrl("ReportPlace.qml")
    }

    Place {
        name: "activity"
        page: Qt.resolvedUrl("ActivityPlace.qml")
    }

    Place {
        name: "me"
        page: Qt.resolvedUrl("MePlace.qml")
    }

    Place {
        name: "outbox"
        page: Qt.resolvedUrl("OutboxPlace.qml")
    }
}
