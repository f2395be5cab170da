import QtQuick
import fieldclient.ui.parts

// Why the list is empty, and what helps.
EmptyState {
    id: control

    required property CaseList cases
    property string unsynced: "" // why there is nothing at all yet
    readonly property bool narrowed: cases.filters.chosen > 0
    readonly property bool reporting: cases.which === "mine" && cases.query === "" && !narrowed

    signal newReport

    iconName: narrowed ? "filter" : cases.query !== "" ? "search" : cases.which === "mine" ? "camera" : "inbox"
    actionText: narrowed ? qsTr("Clear filters") : cases.query !== "" ? qsTr("Clear search") : reporting ? qsTr("New report") : ""
    actionIcon: narrowed || cases.query !== "" ? "x" : reporting ? "camera" : ""
    onActionClicked: {
        if (narrowed)
            cases.filters.clear();
        else if (cases.query !== "")
            cases.search("");
        else
            newReport();
    }
    title: {
        if (narrowed)
            return qsTr("No case fits these filters");
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
    text: {
        if (narrowed)
            return qsTr("The numbers on the filters say what there would be with each of them.");
        if (cases.query !== "")
            return qsTr("Try a part of the number, the street or the category, or the initials of how it is read.");
        if (unsynced !== "" && !reporting)
            return unsynced;
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
