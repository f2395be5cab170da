pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What has not arrived yet and why; what needs a decision.
FocusScope {
    id: page

    required property OutboxRoom room
    property bool fullScreen: false
    readonly property bool empty: room.loaded && room.attention.count === 0 && room.waiting.count === 0

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal signIn
    signal closed

    function back(): bool {
        return false;
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
        bodyWidth: 840
        onBackClicked: page.closed()
        header: [
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

        Notice {
            objectName: "outbox.trouble"
            Layout.fillWidth: true
            iconName: "wifi-off"
            text: page.room.trouble
        }

        Notice {
            objectName: "outbox.keptAside"
            Layout.fillWidth: true
            iconName: "alert-circle"
            text: page.room.keptAside
        }

        ColumnLayout {
            Layout.fillWidth: true
            visible: page.room.attention.count > 0
            spacing: Theme.s8

            SectionTitle {
                Layout.fillWidth: true
                text: qsTr("Needs your decision")
                count: page.room.attention.count
            }

            Repeater {
                model: page.room.attention

                AttentionCard {
                    Layout.fillWidth: true
                    onRetryRequested: page.room.retry(rowId)
                    onEditRequested: page.room.editAgain(rowId)
                    onAsideRequested: page.room.setAside(rowId)
                }
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            visible: page.room.waiting.count > 0
            spacing: Theme.s4

            SectionTitle {
                Layout.fillWidth: true
                text: qsTr("Waiting to send")
                count: page.room.waiting.count
            }

            Card {
                Layout.fillWidth: true
                padding: Theme.s4

                ColumnLayout {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    spacing: 0

                    Repeater {
                        model: page.room.waiting

                        WaitingRow {
                            objectName: "outbox.row." + rowId
                            Layout.fillWidth: true
                        }
                    }
                }
            }
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

        HandOverCard {
            Layout.fillWidth: true
            room: page.room
        }

        ColumnLayout {
            Layout.fillWidth: true
            visible: page.room.arrived.count > 0
            spacing: Theme.s4

            SectionTitle {
                Layout.fillWidth: true
                text: qsTr("Arrived")
            }

            Card {
                Layout.fillWidth: true
                padding: Theme.s4

                ColumnLayout {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    spacing: 0

                    Repeater {
                        model: page.room.arrived

                        WaitingRow {
                            objectName: "outbox.arrived." + rowId
                            Layout.fillWidth: true
                        }
                    }
                }
            }
        }
    }
}
