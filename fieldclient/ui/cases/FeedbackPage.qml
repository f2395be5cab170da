import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The handler's result: how it looks now beside how it looked, what came of it, and how much.
ActPage {
    id: page

    prefix: "feedback"
    title: qsTr("Report the result")

    EvidencePair {
        Layout.fillWidth: true
        room: page.room
        prefix: page.prefix
    }

    MatchNote {
        Layout.fillWidth: true
        name: "feedback.match"
        helps: true
        match: page.room.matches.own
        onCompareRequested: page.room.compareOwn()
    }

    Choice {
        objectName: "feedback.result"
        Layout.fillWidth: true
        label: qsTr("What came of it?")
        value: page.editor.result
        options: [
            {
                value: "fixed",
                text: qsTr("Fixed")
            },
            {
                value: "partly",
                text: qsTr("Partly fixed")
            },
            {
                value: "not_ours",
                text: qsTr("Not ours")
            },
            {
                value: "cannot",
                text: qsTr("Cannot be fixed")
            }
        ]
        onChosen: value => page.editor.choose("result", value)
    }

    TextBox {
        objectName: "feedback.text"
        Layout.fillWidth: true
        label: qsTr("What was done?")
        limit: 2000
        text: page.editor.description
        onEdited: text => page.editor.write("description", text)
    }

    GridLayout {
        Layout.fillWidth: true
        columns: page.width < 700 ? 1 : 2
        columnSpacing: Theme.s16
        rowSpacing: Theme.s8

        TextLine {
            objectName: "feedback.quantity"
            Layout.fillWidth: true
            Layout.maximumWidth: 200
            Layout.alignment: Qt.AlignTop
            label: qsTr("How much")
            inputMethodHints: Qt.ImhFormattedNumbersOnly
            problem: page.editor.quantityWrong ? qsTr("Please enter a number.") : ""
            text: page.editor.quantity
            onEdited: text => page.editor.write("quantity", text)
        }

        Choice {
            objectName: "feedback.unit"
            Layout.fillWidth: true
            label: qsTr("of what, if it can be counted")
            value: page.editor.unit
            options: [
                {
                    value: "places",
                    text: qsTr("places")
                },
                {
                    value: "square_metres",
                    text: qsTr("m²")
                },
                {
                    value: "metres",
                    text: qsTr("m")
                },
                {
                    value: "incidents",
                    text: qsTr("incidents")
                },
                {
                    value: "sheets",
                    text: qsTr("sheets")
                },
                {
                    value: "vehicles",
                    text: qsTr("vehicles")
                },
                {
                    value: "pieces",
                    text: qsTr("pieces")
                }
            ]
            onChosen: value => page.editor.choose("unit", page.editor.unit === value ? "" : value)
        }
    }
}
