pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Notices to me; beside them, or below, results shown to everybody and what I wrote to many.
GridLayout {
    id: pane

    required property ActivityRoom room
    property bool twoColumns: false

    signal openCase(string caseId)
    signal openPhoto(url photo, string caption)
    signal compare(url before, url after, string caption)

    columns: pane.twoColumns ? 2 : 1
    columnSpacing: Theme.s24
    rowSpacing: Theme.s16
    uniformCellWidths: pane.twoColumns

    ColumnLayout {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        spacing: Theme.s4

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("For you")
            count: pane.room.unread > 0 ? qsTr("%n new", "", pane.room.unread) : ""
        }

        NoticeList {
            Layout.fillWidth: true
            visible: pane.room.notices.count > 0
            notices: pane.room.notices
            onOpened: (noticeId, caseId) => {
                pane.room.markRead(noticeId);
                if (caseId !== "")
                    pane.openCase(caseId);
            }
        }

        Card {
            Layout.fillWidth: true
            visible: pane.room.loaded && pane.room.notices.count === 0
            padding: Theme.s24

            EmptyState {
                anchors.left: parent.left
                anchors.right: parent.right
                iconName: "bell"
                title: qsTr("No news yet")
                text: pane.room.unsynced !== "" ? pane.room.unsynced : qsTr("When one of your reports moves on, you read it here.")
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        spacing: Theme.s4

        BulletinCounts {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.s12
            visible: pane.room.bulletins.count > 0
            bulletins: pane.room.bulletins
        }

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Before and after in the city")
        }

        Repeater {
            model: pane.room.results

            ColumnLayout {
                id: result

                required property string rowId
                required property string title
                required property string line
                required property string text
                required property string when
                required property url before
                required property url after
                required property string issueHeading
                required property string issueCount

                Layout.fillWidth: true
                spacing: 0

                SectionTitle {
                    objectName: "activity.issue." + result.rowId
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: result.issueHeading
                    count: result.issueCount
                }

                ResultCard {
                    objectName: "activity.result." + result.rowId
                    Layout.fillWidth: true
                    Layout.bottomMargin: Theme.s8
                    title: result.title
                    line: result.line
                    text: result.text
                    when: result.when
                    before: result.before
                    after: result.after
                    onOpened: (photo, caption) => pane.openPhoto(photo, caption)
                    onCompared: (before, after, caption) => pane.compare(before, after, caption)
                }
            }
        }

        Card {
            Layout.fillWidth: true
            visible: pane.room.loaded && pane.room.results.count === 0
            padding: Theme.s24

            EmptyState {
                anchors.left: parent.left
                anchors.right: parent.right
                iconName: "columns"
                title: qsTr("No results shown yet")
                text: pane.room.unsynced !== "" ? pane.room.unsynced : qsTr("Closed cases that the centre shows to everybody appear here, before beside after.")
            }
        }
    }
}
