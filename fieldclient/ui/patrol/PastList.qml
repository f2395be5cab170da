pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Patrols of the past, the latest first.
Card {
    id: card

    required property RowModel patrols

    signal opened(string patrolId)

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.patrols

            ListRow {
                required property int index
                required property string rowId
                required property string when
                required title
                required line

                objectName: "patrol.row." + index
                Layout.fillWidth: true
                iconName: "route"
                trailing: when
                arrow: true
                onClicked: card.opened(rowId)
            }
        }
    }
}
