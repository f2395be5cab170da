pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// How the case stood when I acted, how it stands now, and what I did: one line a field. On a narrow screen a field is a block.
GridLayout {
    id: table

    required property list<var> entries
    readonly property bool wide: width >= 520

    columns: wide ? 4 : 2
    columnSpacing: Theme.s16
    rowSpacing: Theme.s8

    Accessible.role: Accessible.Table
    Accessible.name: qsTr("What differs")

    function cells(): list<string> {
        const told = [];
        for (let i = 0; i < entries.length; i++) {
            const row = entries[i];
            if (wide)
                told.push(row.field, row.base, row.theirs, row.mine);
            else
                told.push(row.field, "", qsTr("When you acted"), row.base, qsTr("At the hub now"), row.theirs, qsTr("What you did"), row.mine);
        }
        return told;
    }

    component Cell: AppText {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignTop
        paragraph: true
        kind: "small"
    }

    Repeater {
        model: table.wide ? ["", qsTr("When you acted"), qsTr("At the hub now"), qsTr("What you did")] : []

        Cell {
            required property string modelData

            text: modelData
            quiet: true
        }
    }

    Repeater {
        model: table.cells()

        Cell {
            required property string modelData
            required property int index

            text: modelData
            strong: table.wide ? index % 4 === 0 : index % 8 === 0
            quiet: !table.wide && index % 2 === 0 && index % 8 !== 0
        }
    }
}
