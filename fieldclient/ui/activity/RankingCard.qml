pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Who takes part in the ranking, by nicknames; joining and leaving it.
ColumnLayout {
    id: ranking

    required property PointsBoard board
    property bool joining: false // the nickname is being written

    signal chosen(bool takingPart, string nickname)

    spacing: Theme.s4

    SectionTitle {
        Layout.fillWidth: true
        text: qsTr("Ranking of the quarter")
    }

    Card {
        Layout.fillWidth: true

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.s8

            AppText {
                objectName: "activity.rank.standing"
                Layout.fillWidth: true
                visible: text !== ""
                text: ranking.board.standing
                strong: true
            }

            SwitchRow {
                objectName: "activity.rank.join"
                Layout.fillWidth: true
                Layout.leftMargin: -Theme.s16
                Layout.rightMargin: -Theme.s16
                title: qsTr("Take part in the ranking")
                hint: qsTr("Others see your nickname and your points, nothing else. Who does not take part appears nowhere.")
                checked: ranking.board.takingPart || ranking.joining
                onClicked: {
                    ranking.joining = checked && !ranking.board.takingPart;
                    if (!checked && ranking.board.takingPart)
                        ranking.chosen(false, "");
                    if (ranking.joining)
                        nickname.forceActiveFocus();
                    checked = Qt.binding(() => ranking.board.takingPart || ranking.joining);
                }
            }

            TextLine {
                id: nickname

                objectName: "activity.rank.nickname"
                Layout.fillWidth: true
                visible: ranking.board.takingPart || ranking.joining
                label: qsTr("Nickname")
                maximumLength: 24
                problem: ranking.board.problem
                Component.onCompleted: text = ranking.board.nickname
                onAccepted: save.clicked()
            }

            AppButton {
                id: save

                objectName: "activity.rank.save"
                visible: nickname.visible && nickname.text.trim() !== "" && (ranking.joining || nickname.text.trim() !== ranking.board.nickname)
                text: ranking.board.takingPart ? qsTr("Change the nickname") : qsTr("Join")
                onClicked: ranking.chosen(true, nickname.text)
            }

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: ranking.board.waiting
                kind: "small"
                quiet: true
            }
        }
    }

    Connections {
        target: ranking.board

        function onChanged(): void {
            if (ranking.board.takingPart && ranking.board.problem === "")
                ranking.joining = false;
            // Not a binding: what is being written must not be taken away by news of the hub.
            if (!ranking.joining && !nickname.activeFocus && ranking.board.problem === "")
                nickname.text = ranking.board.nickname;
        }
    }

    Card {
        Layout.fillWidth: true
        Layout.topMargin: Theme.s8
        visible: ranking.board.ranking.count > 0
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                model: ranking.board.ranking

                Rectangle {
                    id: line

                    required property string rowId
                    required property string place
                    required property string nickname
                    required property string points
                    required property bool mine

                    objectName: "activity.rank." + rowId
                    Layout.fillWidth: true
                    implicitHeight: Math.max(Theme.touch, row.implicitHeight + 2 * Theme.s8)
                    radius: Theme.radiusControl
                    color: line.mine ? Theme.colors.accentQuiet : "transparent"
                    Accessible.role: Accessible.StaticText
                    Accessible.name: line.mine ? qsTr("%1. %2, %3 points: you").arg(line.place).arg(line.nickname).arg(line.points) : qsTr("%1. %2, %3 points").arg(line.place).arg(line.nickname).arg(line.points)

                    RowLayout {
                        id: row

                        anchors.left: parent.left
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        anchors.margins: Theme.s12
                        spacing: Theme.s12

                        AppText {
                            Layout.minimumWidth: Math.round(28 * Theme.scale)
                            text: line.place
                            strong: true
                            figures: true
                            color: line.mine ? Theme.colors.onAccentQuiet : Theme.colors.textQuiet
                            Accessible.ignored: true
                        }

                        AppText {
                            Layout.fillWidth: true
                            text: line.mine ? qsTr("%1 (you)").arg(line.nickname) : line.nickname
                            strong: line.mine
                            color: line.mine ? Theme.colors.onAccentQuiet : Theme.colors.text
                            wrapMode: Text.NoWrap
                            shortens: true
                            elide: Text.ElideRight
                            Accessible.ignored: true
                        }

                        AppText {
                            text: line.points
                            figures: true
                            color: line.mine ? Theme.colors.onAccentQuiet : Theme.colors.text
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
}
