import QtQml

// What each slot is called and what its photo should show.
QtObject {
    function title(slot: string): string {
        switch (slot) {
        case "far":
            return qsTr("Far");
        case "near":
            return qsTr("Near");
        case "detail":
            return qsTr("Detail");
        case "before":
            return qsTr("Before");
        case "after":
            return qsTr("After handling");
        case "check":
            return qsTr("Photo of the check");
        case "again":
            return qsTr("New photo");
        default:
            return qsTr("Photo");
        }
    }

    function hint(slot: string): string {
        switch (slot) {
        case "far":
            return qsTr("Where it is: the street, a house number, a shop sign");
        case "near":
            return qsTr("What it is: the whole thing in the picture");
        case "detail":
            return qsTr("What is wrong: the damage close up");
        case "before":
            return qsTr("How you found it");
        case "after":
            return qsTr("The same spot from the same side");
        case "check":
            return qsTr("How it looks now, from the same side");
        case "again":
            return qsTr("What is still, or again, not in order");
        default:
            return qsTr("Anything that helps");
        }
    }
}
