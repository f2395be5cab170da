pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The card on the table: clocks on top, reports at the left, the map beside; below what can be done.
FocusScope {
    id: page

    required property IntakeRoom room
    readonly property SortTable table: room.table
    readonly property bool beside: width >= 900
    readonly property bool tight: height / Theme.scale < (beside ? 600 : 900) // the reports come first: clock and map are folded
    property bool mapShown: !tight
    property list<string> assigned // the reports that a category is being chosen for
    property string sheet: "" // move, subject

    signal closed
    signal trackWanted

    function back(): bool {
        if (page.sheet === "")
            return false;
        page.fold();
        return true;
    }

    function fold(): void {
        page.sheet = "";
        groups.forceActiveFocus();
    }

    function assignTo(ids: list<string>): void {
        page.assigned = ids;
        page.sheet = "subject";
    }

    ColumnLayout {
        anchors.fill: parent
        visible: page.sheet === ""
        spacing: 0

        PageHeader {
            objectName: "intake.header"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s8
            Layout.topMargin: Theme.s4
            back: true
            title: page.room.name
            subtitle: [qsTr("%n report(s)", "", page.table.groups.count), qsTr("%n photo(s)", "", page.table.photos), page.room.progress.running ? page.room.progress.stage : page.room.progress.goneOn].filter(word => word !== "").join(" · ")
            onBackClicked: page.closed()

            SortTools {
                room: page.room
                roomy: page.width >= 1000
                foldable: page.tight && !page.beside
                mapShown: page.mapShown
                onMapToggled: page.mapShown = !page.mapShown
                onTrackWanted: page.trackWanted()
            }
        }

        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            columns: page.beside ? 2 : 1
            columnSpacing: Theme.s16
            rowSpacing: Theme.s12

            Notice {
                objectName: "intake.stopped"
                Layout.fillWidth: true
                Layout.columnSpan: page.beside ? 2 : 1
                meaning: "attention"
                iconName: "alert-circle"
                text: page.room.progress.broken ? page.room.progress.stopped : ""
                actionText: qsTr("Go on")
                onActionClicked: page.room.goOn()
            }

            ClockCard {
                Layout.fillWidth: true
                Layout.columnSpan: page.beside ? 2 : 1
                clocks: page.room.clocks
                folded: page.tight
            }

            // The keyboard goes as one reads: above the reports it comes to the map first, beside them after them.
            Loader {
                Layout.row: 2
                Layout.column: 0
                Layout.fillWidth: true
                Layout.preferredHeight: Math.max(180, Math.min(320, page.height * 0.24))
                active: !page.beside
                visible: active && page.mapShown
                sourceComponent: mapPart
            }

            GroupsView {
                id: groups

                Layout.row: page.beside ? 2 : 3
                Layout.column: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 6
                focus: true
                table: page.table
                onMoveWanted: if (page.table.chosenPhotos.length > 0)
                    page.sheet = "move"
                onSubjectWanted: at => {
                    const card = itemAtIndex(at) as GroupCard;
                    page.assignTo(page.table.chosenGroups.includes(card?.rowId ?? "") ? page.table.chosenGroups : [card?.rowId ?? ""]);
                }
            }

            Loader {
                Layout.row: 2
                Layout.column: 1
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 4
                active: page.beside
                visible: active
                sourceComponent: mapPart
            }
        }

        SortFoot {
            Layout.fillWidth: true
            room: page.room
            onMoveWanted: page.sheet = "move"
            onSubjectWanted: page.assignTo(page.table.chosenGroups)
        }
    }

    Loader {
        anchors.fill: parent
        active: page.sheet !== ""
        focus: active
        sourceComponent: page.sheet === "move" ? moving : choosing
        onLoaded: (item as Item).forceActiveFocus()
    }

    Component {
        id: mapPart

        MapPart {
            room: page.room
        }
    }

    Component {
        id: moving

        MoveSheet {
            table: page.table
            onClosed: page.fold()
        }
    }

    Component {
        id: choosing

        SubjectSheet {
            subjects: page.room.subjects
            count: page.assigned.length
            onClosed: page.fold()
            onChosen: code => {
                page.table.assign(page.assigned, code);
                page.fold();
            }
        }
    }
}
