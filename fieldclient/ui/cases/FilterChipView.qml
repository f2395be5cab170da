import QtQuick
import fieldclient.ui.parts

// One thing that the list can be narrowed by, with how many cases that would be.
Chip {
    id: chip

    required property string rowId
    required property string title
    required property string count
    required property string symbol
    required property bool chosen

    signal toggledByHand(string chip)

    text: count === "" ? title : `${title} ${count}`
    iconName: symbol
    checkable: true
    checked: chosen
    onToggled: {
        chip.toggledByHand(rowId);
        chip.checked = Qt.binding(() => chip.chosen); // the list has the last word: what is near may not be known
    }
}
