pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Areas and maps that come, or came, along.
ColumnLayout {
    id: list

    required property TakeDesk take

    Layout.fillWidth: true
    visible: take.takes.count > 0
    spacing: Theme.s8

    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("Taken along")
    }

    Repeater {
        model: list.take.takes

        Card {
            id: card

            required property string rowId
            required property string name
            required property string line
            required property string phase
            required property string stateText
            required property real part
            required property string problem

            objectName: "map.taken." + rowId
            Layout.fillWidth: true
            padding: Theme.s12

            ColumnLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: Theme.s8

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.s8

                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 2

                        AppText {
                            Layout.fillWidth: true
                            text: card.name
                            strong: true
                        }

                        AppText {
                            Layout.fillWidth: true
                            text: card.stateText + " · " + card.line
                            kind: "small"
                            quiet: true
                            figures: true
                        }
                    }

                    IconButton {
                        objectName: "map.pause." + card.rowId
                        visible: card.phase === "running" || card.phase === "waiting"
                        iconName: "pause"
                        text: qsTr("Pause %1").arg(card.name)
                        onClicked: list.take.pause(card.rowId)
                    }

                    IconButton {
                        objectName: "map.goOn." + card.rowId
                        visible: card.phase === "paused" || card.phase === "failed"
                        iconName: "play"
                        text: qsTr("Go on with %1").arg(card.name)
                        onClicked: list.take.goOn(card.rowId)
                    }

                    IconButton {
                        objectName: "map.giveUp." + card.rowId
                        iconName: card.phase === "done" ? "trash" : "x"
                        text: card.phase === "done" ? qsTr("Remove %1").arg(card.name) : qsTr("Cancel %1").arg(card.name)
                        onClicked: list.take.giveUp(card.rowId)
                    }
                }

                ProgressLine {
                    Layout.fillWidth: true
                    visible: card.phase !== "done"
                    value: card.part
                    text: card.stateText + ", " + card.line
                }

                AppText {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: card.problem
                    kind: "small"
                    paragraph: true
                }
            }
        }
    }
}
