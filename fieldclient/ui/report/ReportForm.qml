import QtQuick
import QtQuick.Layouts
import fieldclient.ui.evidence
import fieldclient.ui.parts
import fieldclient.ui.theme

// The photo is the page; below it three facts, a line of text, and Submit that is always there.
AppPage {
    id: form

    required property ReportRoom room
    readonly property DraftEditor editor: room.editor

    signal caseWanted(string caseId)

    readonly property bool sideBySide: width >= 900 && Theme.scale < 1.3

    objectName: "report"
    bodyWidth: sideBySide ? 1160 : 820
    title: qsTr("New report")
    back: true
    onBackClicked: room.leave()
    header: HeadButton {
        objectName: "report.discard"
        visible: !form.editor.empty
        iconName: "trash"
        word: qsTr("Discard draft")
        roomy: form.width >= 600
        onClicked: form.editor.discard()
    }

    DropArea {
        id: drop

        parent: form
        anchors.fill: parent
        z: 1
        keys: ["text/uri-list"]
        onDropped: event => form.room.dropFiles(event.urls)

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.s8
            visible: drop.containsDrag
            radius: Theme.radiusSheet
            color: Theme.colors.accentQuiet
            opacity: 0.9
            border.width: 3
            border.color: Theme.colors.accent

            AppText {
                anchors.centerIn: parent
                text: qsTr("Drop photos here")
                kind: "headline"
                color: Theme.colors.onAccentQuiet
            }
        }
    }

    Choice {
        objectName: "report.kind"
        Layout.fillWidth: true
        value: form.editor.kind
        options: [
            {
                value: "problem",
                text: qsTr("Problem"),
                iconName: "flag"
            },
            {
                value: "praise",
                text: qsTr("Praise"),
                iconName: "thumbs-up"
            },
            {
                value: "consultation",
                text: qsTr("Question"),
                iconName: "question"
            },
            {
                value: "suggestion",
                text: qsTr("Suggestion"),
                iconName: "lightbulb"
            }
        ]
        onChosen: value => form.room.setKind(value)
    }

    Card {
        Layout.fillWidth: true
        visible: form.room.maySelfHandle && form.editor.kind === "problem"
        padding: 0

        SwitchRow {
            objectName: "report.selfHandled"
            anchors.left: parent.left
            anchors.right: parent.right
            iconName: "wrench"
            title: qsTr("I fixed it myself")
            hint: qsTr("A photo from before and one from after, and it needs no handler.")
            checked: form.editor.selfHandled
            onClicked: form.room.setSelfHandled(checked)
        }
    }

    GridLayout {
        Layout.fillWidth: true
        columns: form.sideBySide ? 2 : 1
        columnSpacing: Theme.s24
        rowSpacing: Theme.s16

        EvidenceSlots {
            Layout.fillWidth: true
            Layout.preferredWidth: 160
            Layout.alignment: Qt.AlignTop
            editor: form.editor
            prefix: "report"
            square: form.sideBySide
            tileHeight: form.sideBySide ? Math.max(180, Math.min(270, Math.round(form.height * 0.32))) : 0
            onTakeRequested: slot => form.room.takePhoto(slot)
            onPickRequested: slot => form.room.pickPhotos(slot)
            onVoiceRequested: form.room.takeVoice()
            onViewRequested: sha256 => form.room.viewPhoto(sha256)
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 120
            Layout.alignment: Qt.AlignTop
            spacing: Theme.s16

            AlreadyCard {
                Layout.fillWidth: true
                advisor: form.room.advisor
                onOpened: caseId => form.caseWanted(caseId)
            }

            ReportFacts {
                Layout.fillWidth: true
                room: form.room
            }

            PlaceQuestions {
                Layout.fillWidth: true
                advisor: form.room.advisor
            }

            TextBox {
                objectName: "report.text"
                Layout.fillWidth: true
                label: form.editor.kind === "problem" ? qsTr("Words, if they help") : qsTr("Your words")
                placeholder: form.editor.kind === "problem" ? qsTr("What the photos do not show") : qsTr("What you would like to say")
                text: form.editor.description
                onEdited: text => form.editor.write("description", text)
            }

            TextBox {
                objectName: "report.done"
                Layout.fillWidth: true
                visible: form.editor.selfHandled
                label: qsTr("What was done?")
                limit: 2000
                text: form.editor.reason
                onEdited: text => form.editor.write("reason", text)
            }
        }
    }

    footer: SealBar {
        name: "report.submit"
        textName: "report.missing"
        attention: form.editor.reminded
        text: form.editor.missingText === "" ? qsTr("Everything is there.") : form.editor.empty ? qsTr("Still missing: %1.").arg(form.editor.missingText) : qsTr("Still missing: %1. Kept as a draft.").arg(form.editor.missingText)
        buttonText: qsTr("Submit")
        busy: form.editor.submitting
        onClicked: form.editor.submit()
    }
}
