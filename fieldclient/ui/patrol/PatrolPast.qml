pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A patrol that is over: its map and numbers, and what can be done with them.
AppPage {
    id: past

    required property PatrolRoom room
    readonly property bool twoColumns: width >= 900
    readonly property bool worded: width >= 900 * Theme.scale // else the buttons below say the least
    property string ending: "pdf"

    signal openCase(string caseId)

    // The system's dialogs are a library of their own: loaded when somebody asks for one.
    function save(ending: string): void {
        past.ending = ending;
        if (chooser.item !== null)
            ask();
        else
            chooser.source = "SaveAs.qml";
    }

    function ask(): void {
        const dialog = chooser.item as SaveAs;
        dialog.ending = past.ending;
        dialog.selectedFile = past.room.fileUrl + "." + past.ending;
        dialog.open();
    }

    objectName: "patrol.past"
    title: room.numbers.team ?? ""
    subtitle: [room.numbers.when, room.numbers.moving, room.numbers.gaps].filter(word => (word ?? "") !== "").join(" · ")
    back: true
    bodyWidth: 1400
    footer: [
        IconButton {
            objectName: "patrol.delete"
            visible: past.room.hasTrack && !past.worded
            text: qsTr("Delete the track")
            iconName: "trash"
            onClicked: past.room.deleteTrack()
        },
        AppButton {
            objectName: "patrol.delete"
            visible: past.room.hasTrack && past.worded
            kind: "quiet"
            text: qsTr("Delete the track")
            iconName: "trash"
            onClicked: past.room.deleteTrack()
        },
        Item {
            Layout.fillWidth: true
        },
        AppButton {
            objectName: "patrol.gpx"
            visible: past.room.hasTrack
            text: past.worded ? qsTr("Save the track (GPX) …") : qsTr("GPX …")
            iconName: "route"
            onClicked: past.save("gpx")
        },
        AppButton {
            objectName: "patrol.pdf"
            kind: "primary"
            text: past.worded ? qsTr("Save the summary (PDF) …") : qsTr("PDF …")
            iconName: "file-text"
            busy: past.room.busy
            enabled: !past.room.busy
            onClicked: past.save("pdf")
        }
    ]

    Notice {
        objectName: "patrol.trackDeleted"
        Layout.fillWidth: true
        iconName: "trash"
        text: past.room.trackDeleted ? qsTr("The track of this patrol was deleted. Its numbers, grids and reports are kept.") : ""
    }

    GridLayout {
        Layout.fillWidth: true
        columns: past.twoColumns ? 2 : 1
        columnSpacing: Theme.s16
        rowSpacing: Theme.s12

        PatrolMap {
            objectName: "patrol.map"
            Layout.fillWidth: true
            Layout.preferredHeight: past.twoColumns ? Math.max(360, past.height - 204) : Math.max(280, Math.round(past.height * 0.42))
            Layout.alignment: Qt.AlignTop
            chart: past.room.chart
            spoken: (past.room.numbers.distance ?? "") + ", " + (past.room.numbers.grids ?? "")
        }

        ColumnLayout {
            Layout.fillWidth: !past.twoColumns
            Layout.preferredWidth: past.twoColumns ? Math.round(420 * Math.max(1, Math.min(Theme.scale, past.width / 1150))) : -1
            Layout.alignment: Qt.AlignTop
            spacing: Theme.s12

            NumberTiles {
                Layout.fillWidth: true
                numbers: past.room.numbers
            }

            AppText {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.s4
                visible: past.room.hasTrack
                text: qsTr("The track is on this device alone. It leaves it only when you save it as a file.")
                kind: "small"
                quiet: true
            }

            SectionTitle {
                Layout.fillWidth: true
                visible: past.room.grids.count > 0
                text: qsTr("Grids")
            }

            GridWords {
                Layout.fillWidth: true
                visible: past.room.grids.count > 0
                grids: past.room.grids
            }

            SectionTitle {
                Layout.fillWidth: true
                visible: past.room.reports.count > 0
                text: qsTr("Reports on the way")
            }

            ReportLines {
                Layout.fillWidth: true
                visible: past.room.reports.count > 0
                reports: past.room.reports
                onOpened: caseId => past.openCase(caseId)
            }
        }
    }

    Loader {
        id: chooser

        visible: false // takes no room and no gap
        onLoaded: past.ask()
    }

    Connections {
        target: chooser.item as SaveAs

        function onAccepted(): void {
            const file = (chooser.item as SaveAs).selectedFile;
            if (past.ending === "pdf")
                past.room.saveSummary(file);
            else
                past.room.saveTrack(file);
        }
    }
}
