pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is asked of me, what waits, what I began, what I sent: today at a glance.
FocusScope {
    id: page

    required property HomeRoom room
    property bool fullScreen: false
    readonly property bool twoColumns: width >= 900 * Math.min(1.4, Theme.scale)

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal openFigure(string figure)
    signal openOutbox
    signal openActivity(string tab)
    signal newReport
    signal newReportFor(string campaign)
    signal openCampaign(string campaign)
    signal newPraise
    signal takeIn(string folder)
    signal openPatrol
    signal closed

    function back(): bool {
        return false;
    }

    Component {
        id: week

        HomeWeek {
            room: page.room
            onOpenNumbers: page.openActivity("numbers")
        }
    }

    AppPage {
        anchors.fill: parent
        objectName: "home"
        title: page.room.person !== "" ? qsTr("Hello, %1").arg(page.room.person) : qsTr("Home")
        subtitle: [page.room.today, page.room.fresh].filter(word => word !== "").join(" · ")
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

        Notice {
            objectName: "home.stale"
            Layout.fillWidth: true
            text: page.room.stale
            iconName: "cloud-off"
        }

        DayNumbers {
            Layout.fillWidth: true
            room: page.room
            onOpenFigure: figure => page.openFigure(figure)
            onOpenOutbox: page.openOutbox()
        }

        CampaignBanners {
            Layout.fillWidth: true
            visible: page.room.campaigns.count > 0
            campaigns: page.room.campaigns
            onNewReportFor: campaign => page.newReportFor(campaign)
            onCasesWanted: campaign => page.openCampaign(campaign)
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
                spacing: Theme.s12

                HomeTasks {
                    Layout.fillWidth: true
                    room: page.room
                    onOpenCase: caseId => page.openCase(caseId)
                    onOpenTasks: page.openFigure("to_do")
                }

                HomeNews {
                    Layout.fillWidth: true
                    room: page.room
                    onOpenCase: caseId => page.openCase(caseId)
                    onOpenActivity: tab => page.openActivity(tab)
                }

                Loader {
                    Layout.fillWidth: true
                    active: page.twoColumns
                    visible: active
                    sourceComponent: week
                }
            }

            ColumnLayout {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.s12

                HomeMine {
                    Layout.fillWidth: true
                    room: page.room
                    onOpenCase: caseId => page.openCase(caseId)
                    onOpenDraft: draftId => page.openDraft(draftId)
                    onOpenCases: page.openFigure("reported")
                    onNewReport: page.newReport()
                }

                Loader {
                    Layout.fillWidth: true
                    active: !page.twoColumns
                    visible: active
                    sourceComponent: week
                }
            }
        }
    }
}
