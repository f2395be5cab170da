pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.evidence
import fieldclient.ui.parts
import fieldclient.ui.theme

// The list and the chosen case side by side, or one after the other; acts and photos on top of both.
FocusScope {
    id: page

    required property CasesRoom room
    property bool fullScreen: above.covers && ["camera", "photo", "mark", "recording", "zoom", "compare"].includes(room.step)
    readonly property bool chosen: room.caseId !== ""
    property bool filtering: false // all filters, beside the list or on it

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal showOnMap(string caseId)
    signal newReport
    signal closed

    function back(): bool {
        if (room.back())
            return true;
        if (filtering) {
            filtering = false;
            return true;
        }
        if (!Theme.wide && room.closeCase()) {
            index.takeFocus();
            return true;
        }
        return index.back();
    }

    Connections {
        target: page.room

        function onDraftWanted(draftId: string): void {
            page.openDraft(draftId);
        }

        function onCaseChosen(): void {
            page.filtering = false;
        }
    }

    Item {
        anchors.fill: parent
        visible: page.room.step === "" || !above.covers

        CaseIndex {
            id: index

            anchors.left: parent.left
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: Theme.wide ? Math.max(360, Math.min(Math.round(460 * Theme.scale), Math.round(parent.width * 0.38))) : parent.width
            visible: Theme.wide || !page.chosen && !page.filtering
            focus: visible
            room: page.room
            onNewReport: page.newReport()
            onFiltersWanted: page.filtering = true
        }

        Rectangle {
            anchors.left: index.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: Theme.stroke
            visible: Theme.wide
            color: Theme.colors.line
        }

        CaseView {
            anchors.left: Theme.wide ? index.right : parent.left
            anchors.leftMargin: Theme.wide ? Theme.stroke : 0
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            visible: page.chosen && page.room.caseData.ready && !page.filtering
            onShowOnMap: page.showOnMap(page.room.caseId)
            room: page.room
        }

        PageLoader {
            anchors.left: Theme.wide ? index.right : parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            active: page.filtering
            focus: active
            sourceComponent: filters
        }

        EmptyState {
            anchors.horizontalCenter: Theme.wide ? undefined : parent.horizontalCenter
            anchors.verticalCenter: parent.verticalCenter
            x: index.width + Math.round((parent.width - index.width - width) / 2)
            width: Math.min(420 * Theme.scale, parent.width - index.width - Theme.s32)
            visible: Theme.wide && !page.chosen && !page.filtering && index.count > 0
            iconName: "cases"
            title: qsTr("Choose a case")
            text: qsTr("Its photos, its story and what you can do now appear here.")
        }
    }

    PageLoader {
        id: above

        anchors.fill: parent
        active: page.room.step !== ""
        focus: active
        sourceComponent: page.room.step === "zoom" ? zoom : page.room.step === "compare" ? compare : page.room.step === "act" ? acting : steps
    }

    Component {
        id: filters

        CaseFiltersPage {
            focus: true
            cases: page.room.listing
            onBackClicked: {
                page.filtering = false;
                index.takeFocus();
            }
            Keys.onEscapePressed: backClicked()
        }
    }

    Component {
        id: acting

        ActLoader {
            room: page.room
        }
    }

    Component {
        id: steps

        GatheringSteps {
            room: page.room
        }
    }

    Component {
        id: zoom

        CasePhotoView {
            room: page.room
        }
    }

    Component {
        id: compare

        CompareView {
            room: page.room
        }
    }
}
