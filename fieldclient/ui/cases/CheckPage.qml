import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// After handling: is it in order now? The handler's photo beside the place for one's own.
ActPage {
    id: page

    prefix: "check"
    title: qsTr("Check")

    BigChoice {
        objectName: "check.result"
        Layout.fillWidth: true
        label: qsTr("Is it in order now?")
        value: page.editor.choice
        options: [
            {
                value: "pass",
                text: qsTr("In order"),
                iconName: "check-circle"
            },
            {
                value: "not_pass",
                text: qsTr("Not in order"),
                iconName: "x-circle"
            },
            {
                value: "unable",
                text: qsTr("Unable to check"),
                iconName: "question"
            }
        ]
        onChosen: value => page.editor.choose("choice", value)
    }

    BeforeAfter {
        objectName: "check.photos"
        Layout.fillWidth: true
        before: page.caseData.before
        after: page.caseData.after
        ratio: 0.56
        onOpened: photo => page.room.zoom(photo.toString() === page.caseData.after ? page.caseData.afterHash : page.caseData.beforeHash)
    }

    EvidencePair {
        Layout.fillWidth: true
        room: page.room
        prefix: page.prefix
        beforeHash: ""
    }

    HereRow {
        Layout.fillWidth: true
        room: page.room
        prefix: page.prefix
    }

    TextBox {
        objectName: "check.text"
        Layout.fillWidth: true
        limit: 2000
        label: page.editor.choice === "pass" ? qsTr("Words, if they help") : qsTr("What is not in order, or why not")
        text: page.editor.description
        onEdited: text => page.editor.write("description", text)
    }
}
