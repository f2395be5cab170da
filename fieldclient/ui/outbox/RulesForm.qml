import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The rules of travel, each changed at once. Words and small pictures go whatever is chosen here.
ColumnLayout {
    id: form

    required property Travelling rules

    spacing: Theme.s16

    SwitchRow {
        objectName: "outbox.rules.wifi"
        Layout.fillWidth: true
        Layout.leftMargin: -Theme.s16
        Layout.rightMargin: -Theme.s16
        title: qsTr("Originals over Wi-Fi only")
        hint: qsTr("Words and small pictures are always sent at once")
        iconName: "wifi"
        checked: form.rules.wifiOnly
        onClicked: form.rules.setWifiOnly(checked)
    }

    Choice {
        objectName: "outbox.rules.cap"
        Layout.fillWidth: true
        visible: !form.rules.wifiOnly
        label: qsTr("Mobile data for originals in a day")
        value: form.rules.cap
        options: form.rules.caps
        onChosen: value => form.rules.setCap(value)
    }

    Choice {
        objectName: "outbox.rules.battery"
        Layout.fillWidth: true
        label: qsTr("Save the battery: below this charge originals wait")
        value: form.rules.battery
        options: form.rules.batteries
        onChosen: value => form.rules.setBattery(value)
    }

    SwitchRow {
        objectName: "outbox.rules.limited"
        Layout.fillWidth: true
        Layout.leftMargin: -Theme.s16
        Layout.rightMargin: -Theme.s16
        title: qsTr("Only at certain hours")
        hint: qsTr("Originals wait for their hours")
        iconName: "clock"
        checked: form.rules.limited
        onClicked: form.rules.setLimited(checked)
    }

    Flow {
        Layout.fillWidth: true
        visible: form.rules.limited
        spacing: Theme.s24

        HourField {
            objectName: "outbox.rules.from"
            label: qsTr("From")
            hour: form.rules.fromHour
            onChosen: hour => form.rules.setHours(hour, form.rules.untilHour)
        }

        HourField {
            objectName: "outbox.rules.until"
            label: qsTr("Until")
            hour: form.rules.untilHour
            onChosen: hour => form.rules.setHours(form.rules.fromHour, hour)
        }
    }
}
