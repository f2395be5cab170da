pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.activity
import fieldclient.ui.cases
import fieldclient.ui.frame
import fieldclient.ui.home
import fieldclient.ui.me
import fieldclient.ui.outbox
import fieldclient.ui.report

// The rooms' pages, one of them shown; what leads from one to another is connected here and nowhere else.
FocusScope {
    id: rooms

    required property Frame frame
    required property HomeRoom home
    required property CasesRoom cases
    required property ReportRoom report
    required property ActivityRoom activity
    required property MeRoom me
    required property OutboxRoom outbox
    required property SignInRoom signIn
    property bool fullScreen: false

    // The page of a place. Made when first needed; then it stays, with all that was typed.
    component Place: Loader {
        required property string place
        required property bool current
        property bool wanted: false

        anchors.fill: parent
        active: wanted || current
        visible: current
        focus: current
        enabled: current
        onCurrentChanged: {
            wanted = wanted || current;
            if (current)
                forceActiveFocus();
        }
        Component.onCompleted: wanted = current
    }

    function newReport(): void {
        rooms.report.newReport();
        rooms.frame.go("report");
    }

    function newPraise(): void {
        rooms.report.newPraise();
        rooms.frame.go("report");
    }

    function openCase(caseId: string): void {
        rooms.cases.openCase(caseId);
        rooms.frame.go("cases");
    }

    // One step back: inside the page, else to the place before.
    function back(): void {
        if (!stepBack())
            rooms.frame.leave();
    }

    function stepBack(): bool {
        switch (rooms.frame.place) {
        case "home":
            return (homePlace.item as HomePage)?.back() ?? false;
        case "cases":
            return (casesPlace.item as CasesPage)?.back() ?? false;
        case "report":
            return (reportPlace.item as ReportPage)?.back() ?? false;
        case "activity":
            return (activityPlace.item as ActivityPage)?.back() ?? false;
        case "me":
            return (mePlace.item as MePage)?.back() ?? false;
        default:
            return false;
        }
    }

    Connections {
        target: rooms.frame

        function onDraftFound(draftId: string, report: bool): void {
            if (report)
                rooms.report.openDraft(draftId);
            else
                rooms.cases.openDraft(draftId);
            rooms.frame.go(report ? "report" : "cases");
        }
    }

    Place {
        id: homePlace

        place: "home"
        current: rooms.frame.place === place
        sourceComponent: HomePage {
            room: rooms.home
            onOpenCase: caseId => rooms.openCase(caseId)
            onOpenDraft: draftId => rooms.frame.openDraft(draftId)
            onOpenCases: rooms.frame.go("cases")
            onNewReport: rooms.newReport()
            onNewPraise: rooms.newPraise()
        }
    }

    Place {
        id: casesPlace

        place: "cases"
        current: rooms.frame.place === place
        sourceComponent: CasesPage {
            room: rooms.cases
            onOpenCase: caseId => rooms.openCase(caseId)
            onOpenDraft: draftId => rooms.frame.openDraft(draftId)
            onNewReport: rooms.newReport()
            onClosed: rooms.frame.leave()
        }
    }

    Place {
        id: reportPlace

        place: "report"
        current: rooms.frame.place === place
        sourceComponent: ReportPage {
            room: rooms.report
            onOpenCase: caseId => rooms.openCase(caseId)
            onOpenDraft: draftId => rooms.frame.openDraft(draftId)
            onClosed: rooms.frame.leave()
        }
    }

    Place {
        id: activityPlace

        place: "activity"
        current: rooms.frame.place === place
        sourceComponent: ActivityPage {
            room: rooms.activity
            onOpenCase: caseId => rooms.openCase(caseId)
            onOpenDraft: draftId => rooms.frame.openDraft(draftId)
        }
    }

    Place {
        id: mePlace

        place: "me"
        current: rooms.frame.place === place
        sourceComponent: MePage {
            room: rooms.me
            onSignIn: rooms.signIn.show()
            onOpenOutbox: rooms.frame.go("outbox")
        }
    }

    Place {
        place: "outbox"
        current: rooms.frame.place === place
        sourceComponent: OutboxPage {
            room: rooms.outbox
            onOpenCase: caseId => rooms.openCase(caseId)
            onOpenDraft: draftId => rooms.frame.openDraft(draftId)
            onSignIn: rooms.signIn.show()
            onClosed: rooms.frame.leave()
        }
    }

    Binding {
        target: rooms
        property: "fullScreen"
        value: {
            switch (rooms.frame.place) {
            case "cases":
                return (casesPlace.item as CasesPage)?.fullScreen ?? false;
            case "report":
                return (reportPlace.item as ReportPage)?.fullScreen ?? false;
            case "activity":
                return (activityPlace.item as ActivityPage)?.fullScreen ?? false;
            default:
                return false;
            }
        }
    }
}
