import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What can be done with the selected cases, under the thumb.
Rectangle {
    id: bar

    required property CasesRoom room
    readonly property CaseSelection selection: room.listing.selection

    property bool asked: false // in which form they go into a file

    implicitHeight: column.implicitHeight + 2 * Theme.s8
    color: Theme.colors.raised
    visible: selection.active

    Rectangle {
        width: parent.width
        height: Theme.stroke
        color: Theme.colors.line
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s16
        spacing: Theme.s8

        AppText {
            objectName: "cases.selected"
            Layout.fillWidth: true
            text: bar.selection.text
            strong: true
            figures: true
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppButton {
                objectName: "cases.selectAll"
                iconName: bar.selection.all ? "x" : "check"
                text: bar.selection.all ? qsTr("None") : qsTr("All")
                onClicked: bar.selection.toggleAll()
            }

            AppButton {
                objectName: "cases.planRoute"
                iconName: "route"
                text: qsTr("Route")
                enabled: bar.selection.count > 0
                reason: qsTr("Select cases first")
                busy: bar.room.listing.route.working
                onClicked: bar.room.listing.route.plan()
            }

            AppButton {
                objectName: "cases.export"
                iconName: "download"
                text: qsTr("Export")
                enabled: bar.selection.count > 0 && !bar.room.exporting.running
                reason: bar.room.exporting.running ? bar.room.exporting.text : qsTr("Select cases first")
                Accessible.expandable: true
                Accessible.expanded: bar.asked
                onClicked: bar.asked = !bar.asked
            }
        }

        ExportPart {
            Layout.fillWidth: true
            visible: bar.asked && bar.selection.count > 0 || bar.room.exporting.running
            room: bar.room
        }
    }
}
