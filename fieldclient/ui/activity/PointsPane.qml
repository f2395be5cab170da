pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// My points and what they were given for; the ranking of those who take part, by nicknames.
GridLayout {
    id: pane

    required property ActivityRoom room
    readonly property PointsBoard board: room.points
    property bool twoColumns: false

    signal openCase(string caseId)

    columns: pane.twoColumns ? 2 : 1
    columnSpacing: Theme.s24
    rowSpacing: Theme.s16
    uniformCellWidths: pane.twoColumns

    Card {
        Layout.fillWidth: true
        Layout.columnSpan: pane.columns
        visible: !pane.board.on
        padding: Theme.s24

        EmptyState {
            objectName: "activity.points.off"
            anchors.left: parent.left
            anchors.right: parent.right
            iconName: "star"
            title: pane.board.known ? qsTr("No points are given here") : qsTr("Points are counted by the hub")
            text: pane.board.known ? qsTr("Your organisation does not give points. Your numbers are on the next page.") : qsTr("They appear here after the next sync.")
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        visible: pane.board.on
        spacing: Theme.s4

        SectionTitle {
            Layout.fillWidth: true
            text: qsTr("My points")
            count: pane.board.season
        }

        Card {
            Layout.fillWidth: true

            ColumnLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: Theme.s8

                AppText {
                    objectName: "activity.points.number"
                    Layout.fillWidth: true
                    text: pane.board.points
                    kind: "display"
                    figures: true
                    Accessible.name: qsTr("%n points this quarter", "", pane.board.points)
                }

                AppText {
                    Layout.fillWidth: true
                    text: qsTr("%1 in the last 12 months").arg(pane.board.balance)
                    quiet: true
                    figures: true
                }

                AppText {
                    Layout.fillWidth: true
                    visible: text !== ""
                    text: pane.board.told
                    kind: "small"
                    quiet: true
                }
            }
        }

        SectionTitle {
            Layout.fillWidth: true
            Layout.topMargin: Theme.s8
            text: qsTr("What for")
        }

        Card {
            Layout.fillWidth: true
            padding: Theme.s4

            ColumnLayout {
                anchors.left: parent.left
                anchors.right: parent.right
                spacing: 0

                AppText {
                    Layout.fillWidth: true
                    Layout.margins: Theme.s12
                    visible: pane.board.entries.count === 0
                    text: qsTr("Points are given when a report of yours is filed, not when it is sent.")
                    quiet: true
                    paragraph: true
                }

                Repeater {
                    model: pane.board.entries

                    ListRow {
                        required property string rowId
                        required property string caseId
                        required property string delta
                        required title
                        required line

                        objectName: "activity.points." + rowId
                        Layout.fillWidth: true
                        picture: false
                        trailing: delta
                        arrow: caseId !== ""
                        onClicked: if (caseId !== "")
                            pane.openCase(caseId)
                    }
                }
            }
        }
    }

    RankingCard {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        visible: pane.board.on
        board: pane.board
        onChosen: (takingPart, nickname) => pane.room.takePart(takingPart, nickname)
    }
}
