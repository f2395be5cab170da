import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What can be done with what is chosen, and the one button that ends the sorting.
Rectangle {
    id: foot

    required property IntakeRoom room
    readonly property int chosen: room.table.chosenGroups.length
    readonly property int reports: chosen > 0 ? chosen : room.table.groups.count

    signal moveWanted
    signal subjectWanted

    implicitHeight: row.implicitHeight + 2 * Theme.s12
    color: Theme.colors.page

    Rectangle {
        width: parent.width
        height: Theme.stroke
        color: Theme.colors.line
    }

    GridLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s16
        columns: foot.width >= 720 ? 2 : 1
        columnSpacing: Theme.s16
        rowSpacing: Theme.s8

        ChosenBar {
            Layout.fillWidth: true
            table: foot.room.table
            clocks: foot.room.clocks
            onMoveWanted: foot.moveWanted()
            onSubjectWanted: foot.subjectWanted()
        }

        AppButton {
            objectName: "intake.makeDrafts"
            Layout.fillWidth: foot.width < 720
            kind: "primary"
            iconName: "check"
            busy: foot.room.busy
            enabled: foot.reports > 0 && !foot.room.busy
            reason: qsTr("There is no report on the table")
            text: qsTr("Make %n draft(s)", "", foot.reports)
            onClicked: foot.room.makeDrafts(foot.room.table.chosenGroups)
        }
    }
}
