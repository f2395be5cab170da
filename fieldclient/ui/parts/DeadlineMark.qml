import QtQuick

// How late something is, in words of the caller. `light`: none, on_time, due_soon, overdue, overdue_again.
Mark {
    property string light: "none"

    meaning: light === "overdue_again" ? "overdueAgain" : light === "overdue" ? "overdue" : light === "due_soon" ? "dueSoon" : "neutral"
    iconName: light === "overdue_again" ? "alert-triangle" : light === "overdue" ? "clock-alert" : light === "none" ? "" : "clock"
    visible: light !== "none" && text !== ""
}
