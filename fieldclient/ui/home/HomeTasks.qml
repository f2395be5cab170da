import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is asked of me: the most urgent first, or, where it is known where I am, the nearest.
ColumnLayout {
    id: tasks

    required property HomeRoom room

    signal openCase(string caseId)
    signal openTasks

    spacing: Theme.s4

    SectionTitle {
        objectName: "home.tasks"
        Layout.fillWidth: true
        text: qsTr("To do")
        count: tasks.room.toDo > 0 ? tasks.room.toDo : ""
        actionText: tasks.room.toDo > 0 ? qsTr("All") : ""
        onActionClicked: tasks.openTasks()
    }

    Choice {
        objectName: "home.order"
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.s4
        visible: tasks.room.fixText !== "" && tasks.room.tasks.count > 1
        value: tasks.room.nearestFirst ? "near" : "urgent"
        options: [
            {
                value: "urgent",
                text: qsTr("Most urgent first"),
                iconName: "clock"
            },
            {
                value: "near",
                text: qsTr("Nearest first"),
                iconName: "map-pin"
            }
        ]
        onChosen: value => tasks.room.orderBy(value)
    }

    AppText {
        objectName: "home.fix"
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.s4
        visible: text !== "" && tasks.room.tasks.count > 0
        text: tasks.room.fixText
        kind: "small"
        quiet: true
    }

    CaseList {
        Layout.fillWidth: true
        visible: tasks.room.tasks.count > 0
        cases: tasks.room.tasks
        prefix: "home.task"
        onOpened: caseId => tasks.openCase(caseId)
    }

    Card {
        Layout.fillWidth: true
        visible: tasks.room.loaded && tasks.room.tasks.count === 0
        padding: Theme.s24

        EmptyState {
            anchors.left: parent.left
            anchors.right: parent.right
            iconName: "inbox"
            title: qsTr("Nothing to do now")
            text: qsTr("Cases and tasks for you appear here by themselves, the most urgent first.")
        }
    }
}
