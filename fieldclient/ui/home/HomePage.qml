import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is asked of me, what I began, what I sent.
FocusScope {
    id: page

    required property HomeRoom room
    property bool fullScreen: false
    readonly property bool twoColumns: width >= 900

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal openCases
    signal newReport
    signal newPraise
    signal takeIn(string folder)
    signal openPatrol
    signal closed

    function back(): bool {
        return false;
    }

    AppPage {
        anchors.fill: parent
        objectName: "home"
        title: page.room.person !== "" ? qsTr("Hello, %1").arg(page.room.person) : qsTr("Home")
        subtitle: page.room.today
        bodyWidth: 1200
        header: [
            AppButton {
                objectName: "home.praise"
                text: qsTr("Praise")
                iconName: "thumbs-up"
                onClicked: page.newPraise()
            },
            AppButton {
                objectName: "home.newReport"
                visible: Theme.wide
                kind: "primary"
                text: qsTr("New report")
                iconName: "camera"
                onClicked: page.newReport()
            }
        ]

        GridLayout {
            Layout.fillWidth: true
            columns: page.width >= 700 ? 4 : 2
            columnSpacing: Theme.s12
            rowSpacing: Theme.s12
            uniformCellWidths: true

            DayNumber {
                objectName: "home.overdue"
                Layout.fillWidth: true
                number: page.room.overdue
                text: qsTr("overdue")
                meaning: "overdue"
                iconName: "clock-alert"
                onClicked: page.openCases()
            }

            DayNumber {
                objectName: "home.dueSoon"
                Layout.fillWidth: true
                number: page.room.dueSoon
                text: qsTr("due soon")
                meaning: "dueSoon"
                iconName: "clock"
                onClicked: page.openCases()
            }

            DayNumber {
                objectName: "home.reportedToday"
                Layout.fillWidth: true
                number: page.room.reportedToday
                text: qsTr("reported today")
                iconName: "camera"
                onClicked: page.openCases()
            }

            DayNumber {
                objectName: "home.closedThisWeek"
                Layout.fillWidth: true
                number: page.room.closedThisWeek
                text: qsTr("closed this week")
                iconName: "check-circle"
                onClicked: page.openCases()
            }
        }

        HomeEntries {
            Layout.fillWidth: true
            room: page.room
            onOpenPatrol: page.openPatrol()
            onTakeIn: folder => page.takeIn(folder)
        }

        GridLayout {
            Layout.fillWidth: true
            columns: page.twoColumns ? 2 : 1
            columnSpacing: Theme.s24
            rowSpacing: Theme.s16
            uniformCellWidths: page.twoColumns

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.s4

                SectionTitle {
                    Layout.fillWidth: true
                    text: qsTr("To do")
                    count: page.room.tasks.count > 0 ? page.room.tasks.count : ""
                }

                CaseList {
                    Layout.fillWidth: true
                    visible: page.room.tasks.count > 0
                    cases: page.room.tasks
                    prefix: "home.task"
                    onOpened: caseId => page.openCase(caseId)
                }

                Card {
                    Layout.fillWidth: true
                    visible: page.room.loaded && page.room.tasks.count === 0
                    padding: Theme.s24

                    EmptyState {
                        anchors.left: parent.left
                        anchors.right: parent.right
                        iconName: "inbox"
                        title: qsTr("Nothing to do now")
                        text: qsTr("Cases and tasks for you appear here by themselves, the most urgent first.")
                    }
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.s4

                SectionTitle {
                    Layout.fillWidth: true
                    visible: page.room.drafts.count > 0
                    text: qsTr("Drafts")
                    count: page.room.drafts.count
                }

                DraftList {
                    Layout.fillWidth: true
                    visible: page.room.drafts.count > 0
                    drafts: page.room.drafts
                    onOpened: draftId => page.openDraft(draftId)
                    onDiscarded: draftId => page.room.discardDraft(draftId)
                }

                SectionTitle {
                    Layout.fillWidth: true
                    text: qsTr("My reports")
                    actionText: page.room.recent.count > 0 ? qsTr("All") : ""
                    objectName: "home.recent"
                    onActionClicked: page.openCases()
                }

                CaseList {
                    Layout.fillWidth: true
                    visible: page.room.recent.count > 0
                    cases: page.room.recent
                    prefix: "home.report"
                    onOpened: caseId => page.openCase(caseId)
                }

                Card {
                    Layout.fillWidth: true
                    visible: page.room.loaded && page.room.recent.count === 0
                    padding: Theme.s24

                    EmptyState {
                        objectName: "home.first"
                        anchors.left: parent.left
                        anchors.right: parent.right
                        iconName: "camera"
                        title: qsTr("No report yet")
                        text: qsTr("Take two photos, one from afar and one close up. Place and time come from the photo.")
                        actionText: qsTr("New report")
                        actionIcon: "camera"
                        onActionClicked: page.newReport()
                    }
                }
            }
        }
    }
}
