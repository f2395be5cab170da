pragma ComponentBehavior: Bound

import QtQuick

// What stands beside the map.
FocusScope {
    id: pane

    required property MapRoom room

    signal openCase(string caseId)

    Loader {
        anchors.fill: parent
        focus: true
        asynchronous: true // in small steps, so that the window never stands still
        sourceComponent: pane.room.pane === "tiles" ? tiles : pane.room.pane === "take" ? take : cases
    }

    Component {
        id: cases

        CasesInView {
            room: pane.room
            onOpenCase: caseId => pane.openCase(caseId)
        }
    }

    Component {
        id: tiles

        TilesPane {
            room: pane.room
        }
    }

    Component {
        id: take

        TakePane {
            room: pane.room
        }
    }
}
