import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// The numbers of the day: what is late, what waits, what needs somebody, what was done.
GridLayout {
    id: numbers

    required property HomeRoom room

    signal openFigure(string figure)
    signal openOutbox

    columns: width >= 960 * Theme.scale ? 6 : width >= 480 * Theme.scale ? 3 : 2
    columnSpacing: Theme.s12
    rowSpacing: Theme.s12
    uniformCellWidths: true

    DayNumber {
        objectName: "home.overdue"
        Layout.fillWidth: true
        number: numbers.room.overdue
        text: qsTr("overdue")
        meaning: "overdue"
        iconName: "clock-alert"
        onClicked: numbers.openFigure("overdue")
    }

    DayNumber {
        objectName: "home.dueSoon"
        Layout.fillWidth: true
        number: numbers.room.dueSoon
        text: qsTr("due soon")
        meaning: "dueSoon"
        iconName: "clock"
        onClicked: numbers.openFigure("due_soon")
    }

    DayNumber {
        objectName: "home.attention"
        Layout.fillWidth: true
        number: numbers.room.attention
        text: qsTr("need attention")
        meaning: "attention"
        iconName: "alert-circle"
        onClicked: numbers.openOutbox()
    }

    DayNumber {
        objectName: "home.waiting"
        Layout.fillWidth: true
        number: numbers.room.waiting
        text: numbers.room.waitingText
        meaning: "waiting"
        iconName: "upload"
        onClicked: numbers.openOutbox()
    }

    DayNumber {
        objectName: "home.reportedToday"
        Layout.fillWidth: true
        number: numbers.room.reportedToday
        text: qsTr("reported today")
        iconName: "camera"
        onClicked: numbers.openFigure("reported")
    }

    DayNumber {
        objectName: "home.closedThisWeek"
        Layout.fillWidth: true
        number: numbers.room.closedThisWeek
        text: qsTr("closed this week")
        iconName: "check-circle"
        onClicked: numbers.openFigure("closed")
    }
}
