import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Before a patrol: for which team, which grids; and the patrols so far.
AppPage {
    id: plan

    required property PatrolRoom room
    readonly property bool twoColumns: width >= 900

    signal opened(string patrolId)

    objectName: "patrol.plan"
    title: qsTr("Patrol")
    back: true
    bodyWidth: 1200
    footer: [
        AppText {
            Layout.fillWidth: true
            visible: plan.twoColumns
            text: qsTr("A patrol records your track, the grids you cover and the reports you make on the way.")
            kind: "small"
            quiet: true
        },
        AppButton {
            objectName: "patrol.start"
            Layout.fillWidth: !plan.twoColumns
            kind: "primary"
            text: qsTr("Start the patrol")
            iconName: "route"
            busy: plan.room.busy
            enabled: !plan.room.busy
            onClicked: plan.room.start(team.text)
        }
    ]

    Notice {
        objectName: "patrol.privacy"
        Layout.fillWidth: true
        iconName: "shield-check"
        text: qsTr("Your track stays on this device. Nothing of it is sent to the centre or to anybody else; only you can save it as a file and hand it on.")
    }

    GridLayout {
        Layout.fillWidth: true
        columns: plan.twoColumns ? 2 : 1
        columnSpacing: Theme.s24
        rowSpacing: Theme.s16
        uniformCellWidths: plan.twoColumns

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.s12

            Card {
                Layout.fillWidth: true
                padding: Theme.s16

                TextLine {
                    id: team

                    objectName: "patrol.team"
                    anchors.left: parent.left
                    anchors.right: parent.right
                    label: qsTr("Team")
                    placeholder: qsTr("On your own")
                    maximumLength: 60
                    clearable: true

                    Binding on text {
                        value: plan.room.planning.team
                    }
                }
            }

            GridPicker {
                Layout.fillWidth: true
                planning: plan.room.planning
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.s4

            SectionTitle {
                Layout.fillWidth: true
                text: qsTr("Patrols so far")
                count: plan.room.patrols.count > 0 ? plan.room.patrols.count : ""
            }

            PastList {
                Layout.fillWidth: true
                visible: plan.room.patrols.count > 0
                patrols: plan.room.patrols
                onOpened: patrolId => plan.opened(patrolId)
            }

            Card {
                Layout.fillWidth: true
                visible: plan.room.loaded && plan.room.patrols.count === 0
                padding: Theme.s24

                EmptyState {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    iconName: "route"
                    title: qsTr("No patrol yet")
                    text: qsTr("When a patrol ends, its map, grids and reports are here, ready to be saved as a PDF.")
                }
            }
        }
    }
}
