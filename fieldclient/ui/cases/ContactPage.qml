import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A call or a visit, noted down: how, with whom, when, and what was said. Colleagues read it, the reporter does not.
ActPage {
    id: page

    prefix: "contact"
    title: qsTr("Note a call or visit")
    submitText: qsTr("Note it")

    BigChoice {
        objectName: "contact.way"
        Layout.fillWidth: true
        label: qsTr("How?")
        value: page.editor.choice
        options: [
            {
                value: "call",
                text: qsTr("Call"),
                iconName: "phone"
            },
            {
                value: "visit",
                text: qsTr("Visit"),
                iconName: "footprints"
            },
            {
                value: "message",
                text: qsTr("Message"),
                iconName: "message"
            }
        ]
        onChosen: value => page.editor.choose("choice", value)
    }

    Choice {
        objectName: "contact.whom"
        Layout.fillWidth: true
        label: qsTr("With whom?")
        value: page.editor.reason
        options: [
            {
                value: "reporter",
                text: qsTr("Reporter")
            },
            {
                value: "responsible",
                text: qsTr("Shop or owner")
            },
            {
                value: "company",
                text: qsTr("Company")
            },
            {
                value: "resident",
                text: qsTr("Resident")
            },
            {
                value: "colleague",
                text: qsTr("Colleague")
            },
            {
                value: "other",
                text: qsTr("Somebody else")
            }
        ]
        onChosen: value => page.editor.choose("reason", value)
    }

    TextLine {
        objectName: "contact.name"
        Layout.fillWidth: true
        Layout.maximumWidth: 480 * Theme.scale
        label: qsTr("Name or firm, if it helps")
        maximumLength: 80
        text: page.editor.placeText
        onEdited: text => page.editor.write("place_text", text)
    }

    Choice {
        objectName: "contact.when"
        Layout.fillWidth: true
        label: page.room.asking.reachedAt === "" ? qsTr("When?") : qsTr("When? %1").arg(page.room.asking.reachedAt)
        value: page.room.asking.reachedAgo
        options: [
            {
                value: "0",
                text: qsTr("Just now")
            },
            {
                value: "30",
                text: qsTr("Half an hour ago")
            },
            {
                value: "60",
                text: qsTr("1 hour ago")
            },
            {
                value: "120",
                text: qsTr("2 hours ago")
            },
            {
                value: "1440",
                text: qsTr("Yesterday")
            }
        ]
        onChosen: value => page.room.asking.reached(value)
    }

    TextBox {
        objectName: "contact.text"
        Layout.fillWidth: true
        limit: 2000
        label: qsTr("What was said?")
        text: page.editor.description
        onEdited: text => page.editor.write("description", text)
    }

    Notice {
        Layout.fillWidth: true
        iconName: "eye-off"
        text: qsTr("Colleagues who work on the case read it. The reporter does not.")
    }
}
