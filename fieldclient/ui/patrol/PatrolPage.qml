pragma ComponentBehavior: Bound

import QtQuick

// Patrols: planning one, the one under way, one of the past.
FocusScope {
    id: page

    required property PatrolRoom room
    property bool fullScreen: false

    signal openCase(string caseId)
    signal newReport
    signal closed

    function back(): bool {
        return page.room.closePatrol();
    }

    function leave(): void {
        if (!back())
            page.closed();
    }

    Loader {
        anchors.fill: parent
        focus: true
        asynchronous: true // in small steps, so that the window never stands still
        sourceComponent: page.room.view === "now" ? now : page.room.view === "past" ? past : plan
    }

    Component {
        id: plan

        PatrolPlan {
            focus: true
            room: page.room
            onBackClicked: page.leave()
            onOpened: patrolId => page.room.openPatrol(patrolId)
        }
    }

    Component {
        id: now

        PatrolNow {
            focus: true
            room: page.room
            onBackClicked: page.leave()
            onOpenCase: caseId => page.openCase(caseId)
            onNewReport: page.newReport()
        }
    }

    Component {
        id: past

        PatrolPast {
            focus: true
            room: page.room
            onBackClicked: page.leave()
            onOpenCase: caseId => page.openCase(caseId)
        }
    }
}
