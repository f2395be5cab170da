pragma ComponentBehavior: Bound

import QtQuick

// What lies over the page that asks who is there: setting up by a code, the tour. A code from outside comes by itself.
Loader {
    id: more

    required property SignInRoom room
    property string wanted: ""
    readonly property bool brought: more.room.setup.brought

    function setUp(): void {
        more.room.setup.begin();
        more.wanted = "setup";
    }

    // Each of them is one of several steps, with a way back.
    function stepBack(step: var): void {
        step.back();
    }

    function back(): void {
        more.stepBack(more.item);
    }

    active: more.wanted !== ""
    sourceComponent: more.wanted === "setup" ? setup : more.wanted === "tour" ? tour : null
    focus: active
    onBroughtChanged: {
        if (more.brought)
            more.setUp();
    }
    Component.onCompleted: more.broughtChanged()

    Connections {
        target: more.room.setup

        function onTaken(): void {
            more.wanted = "";
        }
    }

    Component {
        id: setup

        SetupPage {
            focus: true
            desk: more.room.setup
            onClosed: more.wanted = ""
        }
    }

    Component {
        id: tour

        TourPage {
            focus: true
            onClosed: more.wanted = ""
        }
    }
}
