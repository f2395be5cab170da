pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts

// The pages behind the rows of the page about me, one at a time, made when somebody goes there.
PageLoader {
    id: pages

    required property MeRoom room
    property string name: ""

    // One step back inside the page; false when there is none.
    function goBack(): bool {
        return name === "setup" ? room.setup.back() : name === "areas" ? room.areas.back() : name === "about" ? room.about.back() : false;
    }

    active: name !== ""
    sourceComponent: ({
            "setup": setup,
            "storage": storage,
            "areas": areas,
            "help": help,
            "tour": tour,
            "about": about
        })[name] ?? null

    Component {
        id: setup

        SetupPage {
            focus: true
            desk: pages.room.setup
            Component.onCompleted: desk.begin()
            onClosed: pages.name = ""
        }
    }

    Component {
        id: storage

        StoragePage {
            focus: true
            desk: pages.room.storage
            Component.onCompleted: desk.begin()
            onBackClicked: pages.name = ""
        }
    }

    Component {
        id: areas

        AreasPage {
            focus: true
            desk: pages.room.areas
            Component.onCompleted: desk.begin()
            onBackClicked: {
                if (!desk.back())
                    pages.name = "";
            }
        }
    }

    Component {
        id: help

        HelpPage {
            focus: true
            onBackClicked: pages.name = ""
            onTourWanted: pages.name = "tour"
        }
    }

    Component {
        id: tour

        TourPage {
            focus: true
            onClosed: pages.name = "help"
        }
    }

    Component {
        id: about

        AboutPage {
            focus: true
            desk: pages.room.about
            Component.onCompleted: desk.begin()
            onBackClicked: {
                if (!desk.back())
                    pages.name = "";
            }
        }
    }
}
