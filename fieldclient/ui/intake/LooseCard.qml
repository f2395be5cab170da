pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Below the reports: photos that are in none, and the place where a dragged one becomes a report of its own.
Item {
    id: card

    required property GroupsView view
    required property SortTable table
    property int shown: 60 // a card without any times may leave thousands here

    implicitHeight: column.implicitHeight + Theme.s24

    ColumnLayout {
        id: column

        width: parent.width
        spacing: Theme.s8

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 72
            visible: card.view.dragged.length > 0
            radius: Theme.radiusCard
            color: "transparent"
            border.width: 2
            border.color: Theme.colors.accent

            AppText {
                anchors.centerIn: parent
                text: qsTr("Drop here: a report of its own")
                color: Theme.colors.accent
            }
        }

        SectionTitle {
            Layout.fillWidth: true
            visible: card.table.loose.length > 0
            text: qsTr("In no report")
            count: card.table.loose.length
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            Repeater {
                model: card.table.loose.slice(0, card.shown)

                GroupTile {
                    required property var modelData

                    objectName: "intake.loose." + modelData.name
                    view: card.view
                    table: card.table
                    groupId: ""
                    key: modelData.key
                    fileName: modelData.name
                    symbol: modelData.symbol
                }
            }
        }

        AppButton {
            visible: card.table.loose.length > card.shown
            kind: "quiet"
            text: qsTr("Show more")
            onClicked: card.shown += 120
        }

        BadFiles {
            Layout.fillWidth: true
            files: card.table.bad
        }
    }
}
