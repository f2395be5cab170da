import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// The reporter's word on the result.
ActPage {
    id: page

    prefix: "rate"
    title: qsTr("Rate")
    submitText: qsTr("Send rating")

    BeforeAfter {
        objectName: "rate.photos"
        Layout.fillWidth: true
        visible: page.caseData.photos.count > 0
        before: page.caseData.before
        after: page.caseData.after
        ratio: 0.56
        onOpened: photo => page.room.zoom(photo.toString() === page.caseData.after ? page.caseData.afterHash : page.caseData.beforeHash)
    }

    BigChoice {
        objectName: "rate"
        Layout.fillWidth: true
        label: qsTr("How satisfied are you with the result?")
        value: page.editor.choice
        options: [
            {
                value: "satisfied",
                text: qsTr("Satisfied"),
                iconName: "smile"
            },
            {
                value: "mostly",
                text: qsTr("Mostly satisfied"),
                iconName: "meh"
            },
            {
                value: "not_satisfied",
                text: qsTr("Not satisfied"),
                iconName: "frown"
            }
        ]
        onChosen: value => page.editor.choose("choice", value)
    }

    TextBox {
        objectName: "rate.text"
        Layout.fillWidth: true
        limit: 2000
        label: page.editor.choice === "not_satisfied" ? qsTr("What is not right?") : qsTr("A word, if you like")
        text: page.editor.description
        onEdited: text => page.editor.write("description", text)
    }
}
