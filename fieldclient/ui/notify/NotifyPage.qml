pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Which notifications there are, when there are none, and how much they say.
FocusScope {
    id: page

    required property NotifyRoom room
    property bool fullScreen: false

    signal closed

    function back(): bool {
        return false;
    }

    AppPage {
        anchors.fill: parent
        objectName: "notify"
        title: qsTr("Notifications")
        back: true
        bodyWidth: 720
        onBackClicked: page.closed()

        Card {
            Layout.fillWidth: true
            padding: Theme.s4

            ColumnLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: 0

                SwitchRow {
                    objectName: "notify.on"
                    Layout.fillWidth: true
                    iconName: "bell"
                    title: qsTr("Tell me when I look elsewhere")
                    hint: page.room.way
                    checked: page.room.on
                    onClicked: page.room.setOn(checked)
                }

                Repeater {
                    model: page.room.kinds

                    SwitchRow {
                        required property string rowId
                        required property bool on
                        required property string told

                        objectName: "notify.kind." + rowId
                        Layout.fillWidth: true
                        Layout.leftMargin: Theme.s32
                        visible: page.room.on
                        title: told
                        checked: on
                        onClicked: page.room.setKind(rowId, checked)
                    }
                }
            }
        }

        Card {
            Layout.fillWidth: true
            visible: page.room.on
            padding: Theme.s4

            ColumnLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: 0

                SwitchRow {
                    objectName: "notify.quiet"
                    Layout.fillWidth: true
                    iconName: "moon"
                    title: qsTr("Quiet hours")
                    hint: qsTr("What comes meanwhile is told together afterwards")
                    checked: page.room.quiet
                    onClicked: page.room.setQuiet(checked)
                }

                Flow {
                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.s16
                    Layout.rightMargin: Theme.s16
                    Layout.bottomMargin: Theme.s12
                    visible: page.room.quiet
                    spacing: Theme.s24

                    HourField {
                        objectName: "notify.from"
                        label: qsTr("From")
                        hour: page.room.quietFrom
                        onChosen: hour => page.room.setQuietHours(hour, page.room.quietUntil)
                    }

                    HourField {
                        objectName: "notify.until"
                        label: qsTr("Until")
                        hour: page.room.quietUntil
                        onChosen: hour => page.room.setQuietHours(page.room.quietFrom, hour)
                    }
                }

                SwitchRow {
                    objectName: "notify.details"
                    Layout.fillWidth: true
                    iconName: "eye"
                    title: qsTr("Name matter and place")
                    hint: qsTr("Never on a locked screen. When this is off, only how many things are new is told.")
                    checked: page.room.details
                    onClicked: page.room.setDetails(checked)
                }
            }
        }

        AppButton {
            objectName: "notify.try"
            visible: page.room.on
            text: qsTr("Send one for trial")
            iconName: "send"
            onClicked: page.room.tryIt()
        }
    }
}
