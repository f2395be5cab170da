import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

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

    GridLayout {
        Layout.fillWidth: true
        columns: page.width >= 760 * Theme.scale ? 2 : 1
        columnSpacing: Theme.s12
        rowSpacing: Theme.s12

        BeforeAfter {
            id: handled

            objectName: "check.photos"
            Layout.fillWidth: true
            Layout.preferredWidth: 200
            Layout.alignment: Qt.AlignTop
            before: page.caseData.before
            after: page.caseData.after
            ratio: 0.72
            onOpened: photo => page.room.zoom(photo.toString() === page.caseData.after ? page.caseData.afterHash : page.caseData.beforeHash)
        }

        EvidencePair {
            Layout.fillWidth: true
            Layout.preferredWidth: 100
            Layout.alignment: Qt.AlignTop
            room: page.room
            prefix: page.prefix
            beforeHash: ""
            tileHeight: Math.max(180, handled.height)
        }
    }

    MatchNote {
        Layout.fillWidth: true
        name: "check.handled"
        subject: qsTr("Photo after handling")
        match: page.room.matches.handled
        onCompareRequested: page.room.compare()
    }

    MatchNote {
        Layout.fillWidth: true
        name: "check.match"
        subject: qsTr("Your photo")
        helps: true
        match: page.room.matches.own
        onCompareRequested: page.room.compareOwn()
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
