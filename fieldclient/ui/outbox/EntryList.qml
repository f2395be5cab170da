pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Entries under one title, on one card.
ColumnLayout {
    id: list

    required property RowModel rows
    property string title: ""
    property string count: ""
    property string prefix: "outbox.row."
    property bool wayTrouble: false
    property int more: 0 // further ones, shown on request

    signal moreWanted
    signal stepChosen(string step, string rowId, string caseId)

    // The keyboard to this entry; false when it is not here.
    function show(rowId: string): bool {
        const at = rows.indexOf(rowId);
        if (at < 0)
            return false;
        entries.itemAt(at).forceActiveFocus(Qt.TabFocusReason);
        return true;
    }

    visible: rows.count > 0
    spacing: Theme.s4

    SectionTitle {
        Layout.fillWidth: true
        text: list.title
        count: list.count
    }

    Card {
        Layout.fillWidth: true
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                id: entries

                model: list.rows

                WaitingRow {
                    objectName: list.prefix + rowId
                    Layout.fillWidth: true
                    wayTrouble: list.wayTrouble
                    onStepChosen: step => list.stepChosen(step, step === "earlier" ? behind : rowId, caseId)
                }
            }

            AppButton {
                objectName: list.prefix + "more"
                Layout.fillWidth: true
                visible: list.more > 0
                kind: "quiet"
                iconName: "chevron-down"
                text: qsTr("Show %n more", "", list.more)
                onClicked: list.moreWanted()
            }
        }
    }
}
