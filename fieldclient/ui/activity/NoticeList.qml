pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// What the hub lets me know; a tap opens the case.
Card {
    id: card

    required property RowModel notices

    signal opened(string noticeId, string caseId)

    padding: Theme.s4

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        Repeater {
            model: card.notices

            T.AbstractButton {
                id: notice

                required property string rowId
                required property string caseId
                required property string title
                required property string line
                required property string when
                required property string iconName
                required property string meaning
                required property bool unread
                required property bool bulletin
                required text

                objectName: "activity.notice." + rowId
                Layout.fillWidth: true
                implicitHeight: Math.max(72, row.implicitHeight + 2 * Theme.s12)
                leftPadding: Theme.s12
                rightPadding: Theme.s12
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
                Accessible.role: Accessible.ListItem
                Accessible.name: [unread ? qsTr("new") : "", title, text, line, when].filter(word => word !== "").join(", ")
                Accessible.onPressAction: notice.click()
                Keys.onReturnPressed: notice.click()
                onClicked: card.opened(rowId, caseId)

                contentItem: RowLayout {
                    id: row

                    spacing: Theme.s12

                    Rectangle {
                        implicitWidth: 40
                        implicitHeight: 40
                        radius: 20
                        color: Theme.fill(notice.meaning)
                        border.width: notice.meaning === "dueSoon" || Theme.mode === "sunlight" ? 1 : 0
                        border.color: Theme.line(notice.meaning)

                        AppIcon {
                            anchors.centerIn: parent
                            name: notice.iconName
                            size: 20
                            color: Theme.ink(notice.meaning)
                        }
                    }

                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 2

                        RowLayout {
                            Layout.fillWidth: true
                            spacing: Theme.s8

                            AppText {
                                Layout.fillWidth: true
                                text: notice.title
                                strong: notice.unread
                            }

                            AppText {
                                Layout.alignment: Qt.AlignTop
                                text: notice.when
                                kind: "small"
                                quiet: true
                                figures: true
                                wrapMode: Text.NoWrap
                            }

                            Rectangle {
                                Layout.alignment: Qt.AlignTop
                                Layout.topMargin: 6
                                visible: notice.unread
                                implicitWidth: 8
                                implicitHeight: 8
                                radius: 4
                                color: Theme.colors.accent
                            }
                        }

                        AppText {
                            Layout.fillWidth: true
                            visible: text !== ""
                            text: notice.text
                            kind: "small"
                        }

                        AppText {
                            Layout.fillWidth: true
                            visible: notice.bulletin && notice.unread
                            text: qsTr("Tap to confirm that you have read it.")
                            kind: "small"
                            color: Theme.colors.accent
                        }

                        AppText {
                            Layout.fillWidth: true
                            visible: text !== ""
                            text: notice.line
                            kind: "small"
                            quiet: true
                            figures: true
                        }
                    }
                }

                background: Rectangle {
                    radius: Theme.radiusCard
                    color: notice.down ? Theme.colors.pressed : notice.hovered ? Theme.colors.hover : "transparent"

                    FocusRing {
                        visible: notice.visualFocus
                        gap: -2
                        radius: Theme.radiusCard - 2
                    }
                }
            }
        }
    }
}
