pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// Chips of one kind under their title.
Column {
    id: control

    required property CaseFilters filters
    required property RowModel model
    property string title: ""
    property string name: "cases.filter."

    spacing: Theme.s8

    AppText {
        width: parent.width
        visible: text !== ""
        text: control.title
        kind: "small"
        quiet: true
        strong: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Flow {
        width: parent.width
        spacing: Theme.s8

        Repeater {
            model: control.model

            FilterChipView {
                objectName: control.name + rowId
                onToggledByHand: chip => control.filters.toggle(chip)
            }
        }
    }
}
