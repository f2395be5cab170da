import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

Card {
    id: card

    readonly property url sample: Qt.resolvedUrl("sample.jpg")

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s4

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("Lists and stories")
        }

        ListRow {
            Layout.fillWidth: true
            thumbnail: card.sample
            title: "井盖破损 · 正阳路 196 号"
            line: "370214202611210004 2"
            trailing: "14:32"
            unread: true
            arrow: true

            DeadlineMark {
                light: "due_soon"
                text: qsTr("%1 left").arg("12 min")
            }

            DeliveryMark {
                delivery: "waiting"
                text: qsTr("Waiting to send")
            }
        }

        ListRow {
            Layout.fillWidth: true
            current: true
            title: "A broken manhole cover whose name is so long that it does not fit into one line of a narrow list"
            line: "196 Zhengyang Road, in front of the eastern entrance of the market hall, next to the bus stop"
            trailing: "yesterday 09:05"

            DeadlineMark {
                light: "overdue"
                text: qsTr("Overdue %1").arg("3 h")
            }
        }

        TimelineItem {
            Layout.fillWidth: true
            Layout.topMargin: Theme.s12
            first: true
            title: qsTr("Handled, feedback given")
            who: "王师傅 · 市政养护所"
            when: "14:32"
            text: "已更换井盖，周边已清理。"
            iconName: "wrench"
            meaning: "inHand"
        }

        TimelineItem {
            Layout.fillWidth: true
            title: qsTr("Dispatched")
            who: "市政养护所"
            when: "11:05"
            note: qsTr("photo taken before the case was accepted")
            iconName: "send"
        }

        TimelineItem {
            Layout.fillWidth: true
            last: true
            title: qsTr("Reported")
            who: "李网格"
            when: "10:48"
            iconName: "camera"
            meaning: "done"
        }
    }
}
