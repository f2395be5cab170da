pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// One case: how far it is, how it looked and looks, what I can do now, and its story.
AppPage {
    id: view

    required property CasesRoom room
    readonly property CaseState caseData: room.caseData

    signal showOnMap

    objectName: "case"
    title: caseData.title
    subtitle: caseData.number
    back: !Theme.wide
    onBackClicked: room.closeCase()

    Connections {
        target: view.room

        function onCaseChosen(): void {
            view.toTop();
        }
    }

    CaseHead {
        Layout.fillWidth: true
        caseData: view.caseData
    }

    ProgressCard {
        Layout.fillWidth: true
        outward: view.caseData.outward
    }

    Repeater {
        model: view.caseData.unsent

        UnsentRow {
            Layout.fillWidth: true
            room: view.room
        }
    }

    Repeater {
        model: view.caseData.discarded

        DiscardedLine {
            Layout.fillWidth: true
            room: view.room
        }
    }

    CasePhotos {
        Layout.fillWidth: true
        room: view.room
    }

    ResultCard {
        Layout.fillWidth: true
        caseData: view.caseData
    }

    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("Facts")
    }

    CaseFacts {
        Layout.fillWidth: true
        facts: view.caseData.facts
    }

    CaseMapCard {
        Layout.fillWidth: true
        onOpened: view.showOnMap()
        room: view.room
    }

    SectionTitle {
        Layout.fillWidth: true
        visible: view.caseData.contacts.count > 0
        text: qsTr("Calls and visits")
    }

    StoryCard {
        objectName: "case.contacts"
        Layout.fillWidth: true
        steps: view.caseData.contacts
        prefix: "case.contact"
    }

    SectionTitle {
        Layout.fillWidth: true
        visible: view.caseData.steps.count > 0
        text: qsTr("Story")
    }

    StoryCard {
        Layout.fillWidth: true
        steps: view.caseData.steps
        onOpened: sha256 => view.room.zoom(sha256)
    }

    FileKeeper {
        id: keeper

        onChosen: (ending, file) => view.room.paper.save(file)
    }

    Connections {
        target: view.room.paper

        function onProposed(url: string): void {
            keeper.ask("pdf", url);
        }
    }

    header: HeadButton {
        objectName: "case.pdf"
        iconName: "file-text"
        word: "PDF"
        spoken: qsTr("Save the case as a PDF")
        busy: view.room.paper.busy
        enabled: !view.room.paper.busy
        onClicked: view.room.paper.propose()
    }

    footed: caseData.acts.count > 0
    footer: ActBar {
        Layout.fillWidth: true
        room: view.room
    }
}
