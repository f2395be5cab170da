import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is new for me.
ColumnLayout {
    id: fresh

    required property HomeRoom room

    signal openCase(string caseId)
    signal openActivity(string tab)

    spacing: Theme.s4

    SectionTitle {
        objectName: "home.news"
        Layout.fillWidth: true
        visible: fresh.room.news.count > 0
        text: qsTr("New for you")
        count: fresh.room.unread
        actionText: qsTr("All")
        onActionClicked: fresh.openActivity("news")
    }

    NewsList {
        Layout.fillWidth: true
        visible: fresh.room.news.count > 0
        news: fresh.room.news
        onOpened: (noticeId, caseId) => {
            fresh.room.markRead(noticeId);
            if (caseId !== "")
                fresh.openCase(caseId);
            else
                fresh.openActivity("news");
        }
    }
}
