import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// Asking the centre for something: to take the case back, for more time, to suspend it, to forgive lateness.
ActPage {
    id: page

    readonly property string act: room.act
    readonly property bool handingBack: act === "return"

    prefix: act
    title: handingBack ? qsTr("Hand back") : act === "extend" ? qsTr("Ask for more time") : act === "suspend" ? qsTr("Ask to suspend") : qsTr("Appeal against being overdue")
    submitText: handingBack ? qsTr("Ask to hand back") : qsTr("Ask")

    RulesCard {
        Layout.fillWidth: true
        rules: page.room.asking.rules
    }

    Choice {
        objectName: page.prefix + ".reason"
        Layout.fillWidth: true
        visible: page.handingBack
        label: qsTr("Why?")
        value: page.editor.reason
        options: [
            {
                value: "not_our_duty",
                text: qsTr("Not our duty")
            },
            {
                value: "wrong_place",
                text: qsTr("Wrong place")
            },
            {
                value: "not_found",
                text: qsTr("Not found there")
            },
            {
                value: "duplicate",
                text: qsTr("Duplicate")
            },
            {
                value: "needs_others",
                text: qsTr("Needs other departments")
            },
            {
                value: "other",
                text: qsTr("Other")
            }
        ]
        onChosen: value => page.editor.choose("reason", value)
    }

    Choice {
        objectName: page.prefix + ".until"
        Layout.fillWidth: true
        visible: page.act === "suspend"
        label: page.room.asking.until !== "" ? qsTr("For how long? Until %1.").arg(page.room.asking.until) : qsTr("For how long?")
        value: page.room.asking.untilDays
        options: [
            {
                value: "7",
                text: qsTr("1 week")
            },
            {
                value: "30",
                text: qsTr("1 month")
            },
            {
                value: "90",
                text: qsTr("3 months")
            },
            {
                value: "180",
                text: qsTr("6 months")
            },
            {
                value: "365",
                text: qsTr("1 year")
            }
        ]
        onChosen: value => page.room.asking.suspendFor(value)
    }

    TextBox {
        objectName: page.prefix + ".text"
        Layout.fillWidth: true
        limit: 2000
        label: page.handingBack ? qsTr("Words for the dispatcher") : qsTr("Reason")
        text: page.editor.description
        onEdited: text => page.editor.write("description", text)
    }
}
