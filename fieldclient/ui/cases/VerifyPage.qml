import QtQuick
import QtQuick.Layouts
import fieldclient.ui.evidence
import fieldclient.ui.parts

// Before filing: is what was reported there?
ActPage {
    id: page

    prefix: "verify"
    title: qsTr("Verify")

    BigChoice {
        objectName: "verify.result"
        Layout.fillWidth: true
        label: qsTr("Is it there?")
        value: page.editor.choice
        options: [
            {
                value: "exist",
                text: qsTr("It is there"),
                iconName: "check-circle"
            },
            {
                value: "not_exist",
                text: qsTr("It is not there"),
                iconName: "x-circle"
            },
            {
                value: "unable",
                text: qsTr("Unable to verify"),
                iconName: "question"
            }
        ]
        onChosen: value => page.editor.choose("choice", value)
    }

    ReportedPhotos {
        Layout.fillWidth: true
        room: page.room
        prefix: page.prefix
    }

    EvidenceSlots {
        Layout.fillWidth: true
        editor: page.editor
        prefix: page.prefix
        tileHeight: Math.max(160, Math.min(220, Math.round(page.height * 0.24)))
        onTakeRequested: slot => page.room.takePhoto(slot)
        onPickRequested: slot => page.room.pickPhotos(slot)
        onVoiceRequested: page.room.takeVoice()
        onViewRequested: sha256 => page.room.viewPhoto(sha256)
    }

    HereRow {
        Layout.fillWidth: true
        room: page.room
        prefix: page.prefix
    }

    TextBox {
        objectName: "verify.text"
        Layout.fillWidth: true
        limit: 2000
        label: qsTr("Words, if they help")
        text: page.editor.description
        onEdited: text => page.editor.write("description", text)
    }
}
