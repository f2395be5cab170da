pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// The list of cases with its four choices and a search.
FocusScope {
    id: control

    required property CasesRoom room
    readonly property CaseList cases: room.listing
    readonly property int count: list.count

    signal newReport

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s8

        PageHeader {
            objectName: "cases.header"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            title: qsTr("Cases")
        }

        SearchField {
            objectName: "cases.search"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            placeholder: qsTr("Number, category, words or place")
            onEdited: text => control.cases.search(text)
        }

        Choice {
            objectName: "cases.which"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            value: control.cases.which
            options: [
                {
                    value: "to_do",
                    text: qsTr("To do")
                },
                {
                    value: "mine",
                    text: qsTr("Mine")
                },
                {
                    value: "all",
                    text: qsTr("All")
                },
                {
                    value: "ended",
                    text: qsTr("Ended")
                }
            ]
            onChosen: value => control.cases.choose(value)
        }

        ListView {
            id: list

            objectName: "cases.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: Theme.s8
            Layout.rightMargin: Theme.s8
            clip: true
            spacing: 2
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: true
            activeFocusOnTab: count > 0
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Cases")
            reuseItems: true
            model: control.cases.rows
            T.ScrollBar.vertical: AppScrollBar {}
            footer: Item {
                implicitHeight: Theme.s24
            }
            section.property: "section"
            section.delegate: CaseSection {
                width: list.width
            }
            delegate: CaseRowView {
                id: row

                width: list.width
                focus: list.currentIndex === index
                chosen: rowId === control.room.caseId
                onClicked: {
                    list.currentIndex = index;
                    control.room.openCase(rowId);
                }
            }
            onContentYChanged: lookAhead()
            onContentHeightChanged: lookAhead()

            // A page of rows before the end is reached.
            function lookAhead(): void {
                if (contentHeight - contentY - height < height)
                    control.cases.loadMore();
            }

            EmptyState {
                objectName: "cases.empty"
                anchors.centerIn: parent
                width: Math.min(420, parent.width - 2 * Theme.s16)
                visible: list.count === 0 && control.cases.loaded
                iconName: control.cases.query !== "" ? "search" : control.cases.which === "mine" ? "camera" : "inbox"
                title: control.emptyTitle()
                text: control.emptyText()
                actionText: control.cases.which === "mine" && control.cases.query === "" ? qsTr("New report") : ""
                actionIcon: "camera"
                onActionClicked: control.newReport()
            }
        }
    }

    function emptyTitle(): string {
        if (cases.query !== "")
            return qsTr("Nothing found");
        switch (cases.which) {
        case "to_do":
            return qsTr("Nothing to do now");
        case "mine":
            return qsTr("No report of yours yet");
        case "ended":
            return qsTr("Nothing has ended yet");
        default:
            return qsTr("No cases yet");
        }
    }

    function emptyText(): string {
        if (cases.query !== "")
            return qsTr("Try a part of the number, the street or the category.");
        switch (cases.which) {
        case "to_do":
            return qsTr("What is asked of you appears here by itself, the most urgent on top.");
        case "mine":
            return qsTr("Take two photos, one from afar and one close up. Place and time come from them.");
        case "ended":
            return qsTr("Closed, refused and withdrawn cases are kept here.");
        default:
            return qsTr("Cases of your grids and department appear here after the first sync.");
        }
    }
}
