pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What takes room. What the hub has may go: listed first, never what is not sent.
AppPage {
    id: page

    required property StorageDesk desk
    property bool asked: false

    objectName: "storage"
    title: qsTr("Storage")
    back: true
    bodyWidth: 760

    Card {
        Layout.fillWidth: true
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                model: page.desk.heaps

                HeapRow {}
            }
        }
    }

    AppText {
        Layout.fillWidth: true
        text: qsTr("Originals that the hub has")
        kind: "lead"
        strong: true
    }

    AppText {
        Layout.fillWidth: true
        text: qsTr("The hub has confirmed each of them with a receipt. Cleared here, a small picture stays to look at; the original is at the hub. What is not sent or named by a draft is never listed.")
        paragraph: true
        quiet: true
    }

    Choice {
        objectName: "storage.days"
        Layout.fillWidth: true
        label: qsTr("Confirmed longer ago than")
        value: page.desk.days
        options: [
            {
                "value": "30",
                "text": qsTr("30 days")
            },
            {
                "value": "90",
                "text": qsTr("90 days")
            },
            {
                "value": "365",
                "text": qsTr("1 year")
            }
        ]
        onChosen: value => {
            page.asked = false;
            page.desk.setDays(value);
        }
    }

    EmptyState {
        objectName: "storage.none"
        Layout.fillWidth: true
        visible: page.desk.loaded && page.desk.count === 0
        iconName: "check-circle"
        title: qsTr("Nothing to clear")
        text: qsTr("Originals appear here when the hub has had them for that long.")
    }

    ColumnLayout {
        Layout.fillWidth: true
        visible: page.desk.count > 0
        spacing: Theme.s12

        AppText {
            objectName: "storage.sum"
            Layout.fillWidth: true
            text: qsTr("Originals: %1, %2").arg(page.desk.count).arg(page.desk.size)
            kind: "lead"
            figures: true
        }

        ProgressLine {
            Layout.fillWidth: true
            visible: page.desk.clearing
            value: page.desk.progress
            text: qsTr("Clearing")
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppButton {
                objectName: "storage.clear"
                visible: !page.desk.clearing
                text: page.asked ? qsTr("Keep them") : qsTr("Clear them away …")
                iconName: page.asked ? "" : "trash"
                onClicked: page.asked = !page.asked
            }

            AppButton {
                objectName: "storage.stop"
                visible: page.desk.clearing
                text: qsTr("Stop")
                onClicked: page.desk.stop()
            }
        }

        Notice {
            objectName: "storage.sure"
            Layout.fillWidth: true
            visible: page.asked && !page.desk.clearing
            meaning: "attention"
            iconName: "alert-circle"
            text: qsTr("These originals go from this device for good: %1. The hub keeps them.").arg(page.desk.size)
            actionText: qsTr("Clear them away")
            onActionClicked: {
                page.asked = false;
                page.desk.clear();
            }
        }

        Card {
            Layout.fillWidth: true
            padding: Theme.s4

            ColumnLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: 0

                Repeater {
                    model: page.desk.files

                    FactRow {
                        required property string rowId
                        required property string line
                        required title
                        required iconName

                        objectName: "storage.file." + rowId
                        Layout.fillWidth: true
                        editable: false
                        value: line
                    }
                }

                AppText {
                    Layout.fillWidth: true
                    Layout.margins: Theme.s16
                    visible: page.desk.more > 0
                    text: qsTr("and %1 more").arg(page.desk.more)
                    quiet: true
                }
            }
        }
    }

    AppButton {
        objectName: "storage.cache"
        Layout.alignment: Qt.AlignLeft
        kind: "quiet"
        text: qsTr("Clear small pictures; they are made again")
        onClicked: page.desk.clearCache()
    }
}
