pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What a person decides about, each on a card of its own.
ColumnLayout {
    id: list

    required property RowModel rows

    signal stepChosen(string step, string rowId, string caseId)

    // The keyboard to this entry; false when it is not here.
    function show(rowId: string): bool {
        const at = rows.indexOf(rowId);
        if (at < 0)
            return false;
        const card = entries.itemAt(at);
        const next = card.nextItemInFocusChain(true);
        next.forceActiveFocus(Qt.TabFocusReason);
        return true;
    }

    visible: rows.count > 0
    spacing: Theme.s8

    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("Needs your decision")
        count: list.rows.count
    }

    Repeater {
        id: entries

        model: list.rows

        AttentionCard {
            required property string caseId

            objectName: "outbox.attention." + rowId
            Layout.fillWidth: true
            onStepChosen: step => list.stepChosen(step, rowId, caseId)
        }
    }
}
