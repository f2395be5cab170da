pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Reports made on the patrol, numbered as on the map.
Card {
    id: card

    required property RowModel reports

    signal opened(string caseId)

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.reports

            RowLayout {
                id: row

                required property string rowId
                required property string number
                required property string title
                required property string line
                required property string when
                required property string thumbnail
                required property string delivery
                required property string deliveryText

                Layout.fillWidth: true
                spacing: 0

                ReportDot {
                    Layout.leftMargin: Theme.s8
                    number: row.number
                }

                ListRow {
                    objectName: "patrol.report." + row.number
                    Layout.fillWidth: true
                    title: row.title
                    line: row.line
                    trailing: row.when
                    thumbnail: row.thumbnail
                    onClicked: card.opened(row.rowId)

                    DeliveryMark {
                        visible: row.deliveryText !== ""
                        delivery: row.delivery
                        text: row.deliveryText
                    }
                }
            }
        }
    }
}
