import QtQuick
import QtQuick.Layouts
import fieldclient.ui.charts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is new for me, and my week.
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

    ChartCard {
        objectName: "home.week"
        Layout.fillWidth: true
        Layout.topMargin: Theme.s12
        visible: fresh.room.week.summary !== undefined
        title: qsTr("My week")
        series: fresh.room.week
    }

    AppButton {
        objectName: "home.numbers"
        Layout.alignment: Qt.AlignRight
        visible: fresh.room.week.summary !== undefined
        kind: "quiet"
        text: qsTr("All my numbers")
        iconName: "trending-up"
        onClicked: fresh.openActivity("numbers")
    }
}
