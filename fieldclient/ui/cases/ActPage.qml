import QtQuick
import QtQuick.Layouts
import fieldclient.ui.evidence
import fieldclient.ui.parts
import fieldclient.ui.theme

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

    header: IconButton {
        objectName: page.prefix + ".discard"
        visible: !page.editor.empty
        iconName: "trash"
        text: qsTr("Discard draft")
        onClicked: page.editor.discard()
    }

    footer: [
        AppText {
            objectName: page.prefix + ".missing"
            Layout.fillWidth: true
            color: page.editor.reminded ? Theme.colors.attention.line : Theme.colors.textQuiet
            text: !page.editor.ready ? "" : page.editor.missingText === "" ? qsTr("Everything is there.") : page.editor.empty ? qsTr("Still missing: %1.").arg(page.editor.missingText) : qsTr("Still missing: %1. Kept as a draft.").arg(page.editor.missingText)
        },
        AppButton {
            objectName: page.prefix + ".submit"
            kind: "primary"
            iconName: "send"
            text: page.submitText
            busy: page.editor.submitting
            onClicked: page.editor.submit()
        }
    ]
}
