import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The patrol under way: the map, what it amounts to so far, and how recording goes.
AppPage {
    id: now

    required property PatrolRoom room
    readonly property bool twoColumns: width >= 900

    signal openCase(string caseId)
    signal newReport

    objectName: "patrol.now"
    title: room.numbers.team ?? ""
    subtitle: room.numbers.when ?? ""
    back: true
    bodyWidth: 1400
    footer: [
        AppButton {
            objectName: "patrol.end"
            text: qsTr("End the patrol")
            iconName: "flag"
            busy: now.room.busy
            enabled: !now.room.busy
            onClicked: now.room.end()
        },
        Item {
            Layout.fillWidth: true
        },
        AppButton {
            objectName: "patrol.report"
            kind: "primary"
            text: qsTr("New report")
            iconName: "camera"
            onClicked: now.newReport()
        }
    ]

    GridLayout {
        Layout.fillWidth: true
        columns: now.twoColumns ? 2 : 1
        columnSpacing: Theme.s16
        rowSpacing: Theme.s12

        PatrolMap {
            objectName: "patrol.map"
            Layout.fillWidth: true
            Layout.preferredHeight: now.twoColumns ? Math.max(360, now.height - 204) : Math.max(280, Math.round(now.height * 0.42))
            Layout.alignment: Qt.AlignTop
            chart: now.room.chart
            live: true
            spoken: (now.room.numbers.distance ?? "") + ", " + (now.room.numbers.grids ?? "")
        }

        ColumnLayout {
            Layout.fillWidth: !now.twoColumns
            Layout.preferredWidth: now.twoColumns ? Math.round(420 * Math.max(1, Math.min(Theme.scale, now.width / 1150))) : -1
            Layout.alignment: Qt.AlignTop
            spacing: Theme.s12

            NumberTiles {
                Layout.fillWidth: true
                numbers: now.room.numbers
            }

            Notice {
                objectName: "patrol.recorder"
                Layout.fillWidth: true
                meaning: now.room.recorderMeaning
                iconName: now.room.recorderIcon
                text: now.room.recorderText
            }

            AppText {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.s4
                text: qsTr("The track stays on this device.")
                kind: "small"
                quiet: true
            }

            SectionTitle {
                Layout.fillWidth: true
                visible: now.room.grids.count > 0
                text: qsTr("Grids")
            }

            GridWords {
                Layout.fillWidth: true
                visible: now.room.grids.count > 0
                grids: now.room.grids
            }

            SectionTitle {
                Layout.fillWidth: true
                visible: now.room.reports.count > 0
                text: qsTr("Reports on the way")
            }

            ReportLines {
                Layout.fillWidth: true
                visible: now.room.reports.count > 0
                reports: now.room.reports
                onOpened: caseId => now.openCase(caseId)
            }
        }
    }
}
