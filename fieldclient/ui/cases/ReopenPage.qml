import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// The reporter shows that it is not in order after all.
ActPage {
    id: page

    prefix: "reopen"
    title: qsTr("Ask to reopen")
    submitText: qsTr("Ask to reopen")

    RulesCard {
        Layout.fillWidth: true
        rules: page.room.asking.rules
    }

    EvidencePair {
        Layout.fillWidth: true
        room: page.room
        prefix: page.prefix
        before: page.caseData.after !== "" ? page.caseData.after : page.caseData.before
        beforeHash: page.caseData.afterHash !== "" ? page.caseData.afterHash : page.caseData.beforeHash
        beforeText: page.caseData.afterHash !== "" ? qsTr("After handling") : qsTr("Before")
    }

    TextBox {
        objectName: "reopen.text"
        Layout.fillWidth: true
        limit: 2000
        label: qsTr("What is not right?")
        text: page.editor.description
        onEdited: text => page.editor.write("description", text)
    }
}
