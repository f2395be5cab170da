pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A few cases in one card.
Card {
    id: card

    required property RowModel cases
    required property string prefix

    signal opened(string caseId)

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.cases

            ListRow {
                id: row

                required property string rowId
                required property string when
                required property string stageText
                required property string stageMeaning
                required property string light
                required property string deadlineText
                required property string delivery
                required property string deliveryText
                required property string taskText
                required property string urgentText
                required title
                required line
                required thumbnail
                required iconName

                objectName: card.prefix + "." + rowId
                Layout.fillWidth: true
                trailing: when
                onClicked: card.opened(rowId)

                Mark {
                    meaning: "inHand"
                    iconName: "clipboard-check"
                    text: row.taskText
                }

                DeadlineMark {
                    light: row.light
                    text: row.deadlineText
                }

                Mark {
                    iconName: "flag"
                    text: row.urgentText
                }

                DeliveryMark {
                    delivery: row.delivery
                    text: row.deliveryText
                }

                Mark {
                    meaning: row.stageMeaning
                    text: row.stageText
                }
            }
        }
    }
}
