pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// The stops of a route, in the order in which to go there.
ListView {
    id: list

    required property CasesRoom room

    objectName: "cases.stops"
    clip: true
    spacing: 2
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    onActiveFocusChanged: if (currentItem?.activeFocus ?? false) // a finger on another row moves nothing under it
        positionViewAtIndex(currentIndex, ListView.Contain)
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Stops of the route")
    model: room.listing.route.rows
    T.ScrollBar.vertical: AppScrollBar {}
    footer: Item {
        implicitHeight: Theme.s24
    }
    delegate: CaseRowView {
        objectName: "cases.stop." + index
        width: list.width
        focus: list.currentIndex === index
        focusPolicy: focus ? Qt.StrongFocus : Qt.ClickFocus
        chosen: rowId === list.room.caseId
        onClicked: {
            list.currentIndex = index;
            list.room.openCase(rowId);
        }
    }

    ToldRows {
        view: list
    }
}
