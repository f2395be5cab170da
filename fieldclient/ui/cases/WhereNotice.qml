import QtQuick
import fieldclient.ui.parts

// What is known of where this device is, while something waits for it: the order of a route, or what is near.
Notice {
    id: notice

    required property CaseList cases

    signal started

    objectName: "cases.where"
    iconName: "locate"
    text: cases.route.active ? cases.route.note : cases.filters.locating ? qsTr("Looking for the position of this device…") : ""
    actionText: cases.route.active && cases.route.found ? qsTr("Start here") : ""
    onTextChanged: if (text !== "")
        notice.Accessible.announce(text)
    onActionClicked: {
        notice.cases.route.startHere();
        notice.started();
    }
}
