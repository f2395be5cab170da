import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What can be begun from here besides a report. A patrol that is under way says how it goes.
GridLayout {
    id: entries

    required property HomeRoom room

    signal openPatrol
    signal takeIn(string folder)

    columns: width >= 840 ? 2 : 1
    columnSpacing: Theme.s12
    rowSpacing: Theme.s12
    uniformCellWidths: true

    CardOffer {
        Layout.fillWidth: true
        Layout.columnSpan: entries.columns
        name: entries.room.cardName
        onAccepted: entries.takeIn(entries.room.cardPath)
        onRefused: entries.room.cardNotNow()
    }

    ListRow {
        objectName: "home.patrol"
        Layout.fillWidth: true
        iconName: "route"
        title: entries.room.patrolTitle !== "" ? entries.room.patrolTitle : qsTr("Start a patrol")
        line: entries.room.patrolTitle !== "" ? entries.room.patrolLine : qsTr("Track, grids and reports on one map; the track stays on this device.")
        current: entries.room.patrolTitle !== ""
        lineLines: 3
        arrow: true
        onClicked: entries.openPatrol()
    }

    ListRow {
        objectName: "home.intake"
        Layout.fillWidth: true
        iconName: "images"
        title: qsTr("Take in a card or folder")
        line: entries.room.intakeLine !== "" ? entries.room.intakeLine : qsTr("Many photos at once, sorted into reports by place and time.")
        current: entries.room.intakeLine !== ""
        lineLines: 3
        arrow: true
        onClicked: entries.takeIn("")
    }
}
