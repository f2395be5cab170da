import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// The title of a group of cases: how late they are.
Item {
    id: control

    required property string section

    function title(): string {
        switch (section) {
        case "attention":
            return qsTr("Needs attention");
        case "late":
            return qsTr("Overdue");
        case "soon":
            return qsTr("Due soon");
        case "open":
            return qsTr("In time");
        case "rest":
            return qsTr("Without a deadline");
        case "yours":
            return qsTr("Asked of you");
        case "others":
            return qsTr("Others at work");
        case "ended":
            return qsTr("Ended");
        default:
            return "";
        }
    }

    implicitHeight: section === "" ? 0 : label.implicitHeight + Theme.s16

    AppText {
        id: label

        anchors.left: parent.left
        anchors.leftMargin: Theme.s12
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s4
        text: control.title()
        kind: "small"
        quiet: true
        strong: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
}
