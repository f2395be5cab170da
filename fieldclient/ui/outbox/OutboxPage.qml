pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What has not arrived yet and why; what needs a decision; when originals travel; what can still be brought back.
FocusScope {
    id: page

    required property OutboxRoom room
    property bool fullScreen: false
    readonly property bool twoColumns: width >= 1340 * Math.max(1, Theme.scale * 0.8)
    readonly property bool empty: room.loaded && room.attention.count === 0 && room.waiting.count === 0

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal openPlace(string place)
    signal signIn
    signal closed

    function back(): bool {
        return false;
    }

    // What an entry or the way asks for; what needs no other page the room does.
    function act(step: string, rowId: string, caseId: string): void {
        if (step === "open")
            page.openCase(caseId);
        else if (step === "earlier")
            attention.show(rowId) || waiting.show(rowId) || page.room.showMore("waiting");
        else if (step === "hand_over")
            handOver.choose(true, rowId);
        else if (step === "sign_in")
            page.signIn();
        else if (step === "settings" || step === "room")
            page.openPlace("me");
        else if (step === "browser")
            Qt.openUrlExternally(page.room.portalPage());
        else
            page.room.step(step, rowId);
    }

    Connections {
        target: page.room

        function onEditRequested(draftId: string): void {
            page.openDraft(draftId);
        }
    }

    AppPage {
        anchors.fill: parent
        objectName: "outbox"
        title: qsTr("Outbox")
        back: true
        bodyWidth: page.twoColumns ? 1320 : 840
        onBackClicked: page.closed()
        header: [
            AppButton {
                objectName: "outbox.pause"
                visible: !page.room.signedOut && (page.room.waiting.count > 0 || page.room.stopped)
                text: page.room.stopped ? qsTr("Go on with all") : qsTr("Pause all")
                iconName: page.room.stopped ? "play" : "pause"
                onClicked: page.room.pauseAll(!page.room.stopped)
            },
            AppButton {
                objectName: "outbox.sync"
                visible: !page.room.signedOut
                text: page.room.syncing ? qsTr("Syncing") : qsTr("Sync now")
                iconName: "refresh"
                busy: page.room.syncing
                onClicked: page.room.syncNow()
            },
            AppButton {
                objectName: "outbox.signIn"
                visible: page.room.signedOut
                text: qsTr("Sign in")
                iconName: "log-in"
                onClicked: page.signIn()
            }
        ]

        // What waits, and where there is room beside it when and how it travels; what arrived comes last.
        GridLayout {
            Layout.fillWidth: true
            columns: page.twoColumns ? 2 : 1
            columnSpacing: Theme.s24
            rowSpacing: Theme.s16
            uniformCellWidths: page.twoColumns

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.s16

                WayCard {
                    Layout.fillWidth: true
                    way: page.room.way
                    onHelpRequested: help => page.act(help, "", "")
                }

                Notice {
                    objectName: "outbox.keptAside"
                    Layout.fillWidth: true
                    iconName: "alert-circle"
                    text: page.room.keptAside
                }

                AttentionList {
                    id: attention

                    Layout.fillWidth: true
                    rows: page.room.attention
                    onStepChosen: (step, rowId, caseId) => page.act(step, rowId, caseId)
                }

                EntryList {
                    id: waiting

                    Layout.fillWidth: true
                    title: qsTr("Waiting to send")
                    count: page.room.waitingCount
                    rows: page.room.waiting
                    more: page.room.waitingMore
                    onMoreWanted: page.room.showMore("waiting")
                    wayTrouble: page.room.way["reason"] !== undefined
                    onStepChosen: (step, rowId, caseId) => page.act(step, rowId, caseId)
                }

                Card {
                    Layout.fillWidth: true
                    visible: page.empty
                    padding: Theme.s24

                    EmptyState {
                        anchors.left: parent.left
                        anchors.right: parent.right
                        iconName: "cloud-check"
                        title: qsTr("Everything has arrived")
                        text: qsTr("What you submit waits here until the hub has it. Nothing is lost without a network.")
                    }
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Layout.rowSpan: page.twoColumns ? 2 : 1
                spacing: Theme.s16

                RulesCard {
                    Layout.fillWidth: true
                    rules: page.room.travelling
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    visible: page.room.away.count > 0
                    spacing: Theme.s4

                    SectionTitle {
                        Layout.fillWidth: true
                        text: qsTr("Put away lately")
                    }

                    AwayCard {
                        Layout.fillWidth: true
                        rows: page.room.away
                        onBackRequested: (rowId, isDraft) => page.room.bringBack(rowId, isDraft)
                    }
                }

                HandOverCard {
                    id: handOver

                    Layout.fillWidth: true
                    room: page.room
                }
            }

            EntryList {
                Layout.fillWidth: true
                Layout.fillHeight: page.twoColumns // the rest of a high column is below it, not above
                Layout.alignment: Qt.AlignTop
                title: qsTr("Arrived")
                prefix: "outbox.arrived."
                rows: page.room.arrived
                more: page.room.arrivedMore
                onMoreWanted: page.room.showMore("arrived")
                onStepChosen: (step, rowId, caseId) => page.act(step, rowId, caseId)
            }
        }
    }
}
