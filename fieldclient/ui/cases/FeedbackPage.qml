import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

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

    Choice {
        objectName: "feedback.result"
        Layout.fillWidth: true
        label: qsTr("What came of it?")
        value: page.editor.result
        options: [
            {
                value: "fixed",
                text: qsTr("Fixed"),
                iconName: "check"
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

    TextLine {
        objectName: "feedback.quantity"
        Layout.fillWidth: true
        Layout.maximumWidth: 240
        label: qsTr("How much, if it can be counted")
        inputMethodHints: Qt.ImhFormattedNumbersOnly
        text: page.editor.quantity
        onEdited: text => page.editor.write("quantity", text)
    }

    Choice {
        objectName: "feedback.unit"
        Layout.fillWidth: true
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
