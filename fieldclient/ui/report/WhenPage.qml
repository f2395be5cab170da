import QtQuick
import QtQuick.Layouts
import fieldclient.ui.evidence
import fieldclient.ui.parts
import fieldclient.ui.theme

// When it was seen, by hand.
AppPage {
    id: page

    required property ReportRoom room

    function save(): void {
        room.setTime(day.text, clock.text);
    }

    objectName: "when"
    title: qsTr("When was it seen?")
    back: true
    bodyWidth: 560
    onBackClicked: room.back()
    Keys.onEscapePressed: page.room.back()

    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: page.room.when === "" ? "" : qsTr("So far: %1 (%2)").arg(page.room.when).arg(page.room.whenSource)
        quiet: true
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.s12

        TextLine {
            id: day

            objectName: "when.day"
            Layout.fillWidth: true
            label: qsTr("Day")
            iconName: "calendar"
            inputMethodHints: Qt.ImhDate
            focus: true
            onAccepted: page.save()
        }

        TextLine {
            id: clock

            objectName: "when.clock"
            Layout.fillWidth: true
            label: qsTr("Time")
            iconName: "clock"
            inputMethodHints: Qt.ImhTime
            onAccepted: page.save()
        }
    }

    Notice {
        objectName: "when.problem"
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "alert-circle"
        text: page.room.problem
    }

    Component.onCompleted: {
        day.text = room.day;
        clock.text = room.clock;
    }

    footer: SealBar {
        name: "when.save"
        iconName: "check"
        buttonText: qsTr("Use this time")
        onClicked: page.save()
    }
}
