pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// The list of cases: what is looked for on top, what can be done with what is selected below. In its place, a route.
FocusScope {
    id: control

    required property CasesRoom room
    readonly property CaseList cases: room.listing
    readonly property int count: routing ? route.count : list.count
    readonly property bool routing: cases.route.active

    signal newReport
    signal filtersWanted

    // What a person can go back from inside the list; false when there is nothing.
    function back(): bool {
        return cases.selection.leave() || cases.route.leave();
    }

    // Where the keyboard was before a case was opened.
    function takeFocus(): void {
        (routing ? route : list).forceActiveFocus();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.s8

        CaseIndexHead {
            id: head

            Layout.fillWidth: true
            cases: control.cases
            onFiltersWanted: control.filtersWanted()
            onDown: control.takeFocus()
        }

        ListView {
            id: list

            property int first: 0

            objectName: "cases.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: Theme.s8
            Layout.rightMargin: Theme.s8
            clip: true
            spacing: 2
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: true
            onActiveFocusChanged: if (currentItem?.activeFocus ?? false) // a finger on another row moves nothing under it
                positionViewAtIndex(currentIndex, ListView.Contain)
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Cases")
            visible: !control.routing
            reuseItems: true
            cacheBuffer: 240
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
                focus: index >= 0 && list.currentIndex === index // what waits to be used again is no stop
                focusPolicy: focus ? Qt.StrongFocus : Qt.ClickFocus // Tab stops once in the list, arrow keys go on
                chosen: rowId === control.room.caseId
                selecting: control.cases.selection.active
                selected: selecting && control.cases.selection.marks >= 0 && control.cases.selection.has(rowId)
                onClicked: {
                    list.currentIndex = index;
                    if (selecting)
                        control.cases.selection.toggle(rowId);
                    else
                        control.room.openCase(rowId);
                }
                onPressAndHold: {
                    list.currentIndex = index;
                    if (!selecting)
                        control.cases.selection.start(rowId);
                }
            }

            ToldRows {
                view: list
            }
            Keys.onSpacePressed: event => {
                if (control.cases.selection.active && currentItem !== null)
                    control.cases.selection.toggle((currentItem as CaseRowView).rowId);
                else
                    event.accepted = false;
            }
            Keys.onPressed: event => {
                if (event.key === Qt.Key_Home)
                    toRow(0);
                else if (event.key === Qt.Key_End)
                    toRow(count - 1);
                else if (event.key === Qt.Key_PageDown)
                    toRow(Math.min(count - 1, currentIndex + Math.max(1, Math.floor(height / 90))));
                else if (event.key === Qt.Key_PageUp)
                    toRow(Math.max(0, currentIndex - Math.max(1, Math.floor(height / 90))));
                else
                    return;
                event.accepted = true;
            }
            onMovementEnded: tidy.start()
            onContentYChanged: look(false)
            onCountChanged: look(true)
            onHeightChanged: look(true)

            function toRow(at: int): void {
                currentIndex = at;
                positionViewAtIndex(at, ListView.Contain);
            }

            // Told every few rows, so that what comes next is there before a finger gets to it.
            function look(anyway: bool): void {
                const top = indexAt(8, contentY + 8);
                const at = top >= 0 ? top : indexAt(8, contentY + 100);
                if (at < 0 ? !anyway : !anyway && Math.abs(at - first) < 8)
                    return;
                first = Math.max(0, at);
                control.cases.see(first, first + Math.ceil(height / 80));
            }

            // Rows that went leave much behind, which the engine would keep until it needs room: 15 MB after a few lists.
            Timer {
                id: tidy

                interval: 700
                onTriggered: {
                    if (list.moving)
                        restart();
                    else
                        gc();
                }
            }

            Connections {
                target: control.cases

                function onBegun(): void {
                    tidy.start();
                    if (list.count > 0)
                        list.currentIndex = 0;
                    list.positionViewAtBeginning();
                }
            }

            CaseIndexEmpty {
                objectName: "cases.empty"
                anchors.centerIn: parent
                width: Math.min(420 * Theme.scale, parent.width - 2 * Theme.s16)
                visible: list.count === 0 && control.cases.loaded
                cases: control.cases
                unsynced: control.room.unsynced
                onNewReport: control.newReport()
            }
        }

        WhereNotice {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.s16
            Layout.rightMargin: Theme.s16
            cases: control.cases
            onStarted: control.takeFocus()
        }

        RouteList {
            id: route

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: Theme.s8
            Layout.rightMargin: Theme.s8
            visible: control.routing
            room: control.room
        }

        SelectionBar {
            Layout.fillWidth: true
            room: control.room
        }
    }
}
