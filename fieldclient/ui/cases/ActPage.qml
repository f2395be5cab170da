import QtQuick
import fieldclient.ui.evidence
import fieldclient.ui.parts

// The frame of every act's page: which case, what is still missing, and the one button that seals it.
AppPage {
    id: page

    required property CasesRoom room
    property string prefix: "act"
    property string submitText: qsTr("Submit")
    readonly property DraftEditor editor: room.editor
    readonly property CaseState caseData: room.caseData

    objectName: prefix
    subtitle: caseData.title
    back: true
    onBackClicked: room.back()
    Keys.onEscapePressed: page.room.back()

    header: HeadButton {
        objectName: page.prefix + ".discard"
        visible: !page.editor.empty
        iconName: "trash"
        word: qsTr("Discard draft")
        roomy: page.width >= 600
        onClicked: page.editor.discard()
    }

    footer: SealBar {
        name: page.prefix + ".submit"
        textName: page.prefix + ".missing"
        attention: page.editor.reminded
        text: !page.editor.ready ? "" : page.editor.missingText === "" ? qsTr("Everything is there.") : page.editor.empty ? qsTr("Still missing: %1.").arg(page.editor.missingText) : qsTr("Still missing: %1. Kept as a draft.").arg(page.editor.missingText)
        buttonText: page.submitText
        busy: page.editor.submitting
        onClicked: page.editor.submit()
    }
}
