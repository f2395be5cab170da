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

    Repeater {
        model: view.caseData.unsent

        UnsentRow {
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

    SectionTitle {
        Layout.fillWidth: true
        visible: view.caseData.steps.count > 0
        text: qsTr("Story")
    }

    Card {
        Layout.fillWidth: true
        visible: view.caseData.steps.count > 0

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                id: story

                model: view.caseData.steps

                StoryStep {
                    Layout.fillWidth: true
                    last: index === story.count - 1
                    onOpened: sha256 => view.room.zoom(sha256)
                }
            }
        }
    }

    footed: caseData.acts.count > 0
    footer: ActBar {
        Layout.fillWidth: true
        room: view.room
    }
}
