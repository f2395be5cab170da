pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The newest messages that nobody has looked at yet.
Card {
    id: card

    required property RowModel news

    signal opened(string noticeId, string caseId)

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.news

            ListRow {
                required property string rowId
                required property string caseId
                required property string when
                required title
                required line
                required iconName

                objectName: "home.notice." + rowId
                Layout.fillWidth: true
                trailing: when
                unread: true
                arrow: true
                onClicked: card.opened(rowId, caseId)
            }
        }
    }
}
