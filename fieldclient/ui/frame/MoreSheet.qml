pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// The places that have no button of their own. A touch beside it, Escape or going on with the keyboard closes it.
FocusScope {
    id: sheet

    required property list<var> entries // as in Places
    property string place: ""
    property int unread: 0
    property bool beside: true // beside the rail, else above the bar

    signal chosen(string place)
    signal closed

    Keys.onEscapePressed: sheet.closed()
    onActiveFocusChanged: {
        if (!activeFocus)
            sheet.closed();
    }

    MouseArea {
        anchors.fill: parent
        Accessible.ignored: true
        onClicked: sheet.closed()
        onWheel: wheel => wheel.accepted = true
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.scrim
        opacity: 0.5
    }

    T.Pane {
        id: panel

        focus: true // the first entry has the keyboard at once
        x: sheet.beside ? Theme.s8 : 0
        y: sheet.height - height - (sheet.beside ? Theme.s8 : 0)
        width: sheet.beside ? Math.min(sheet.width - Theme.s16, column.implicitWidth + 2 * padding) : sheet.width
        implicitHeight: Math.min(sheet.height - Theme.s8, column.implicitHeight + 2 * padding)
        padding: Theme.s8
        Accessible.role: Accessible.PopupMenu
        Accessible.name: qsTr("More places")

        contentItem: ScrollArea {
            contentHeight: column.implicitHeight

            ColumnLayout {
                id: column

                width: parent.width
                spacing: Theme.s4

                Repeater {
                    model: sheet.entries

                    T.ItemDelegate {
                        id: entry

                        required property var modelData
                        required property int index
                        readonly property bool current: modelData.name === sheet.place
                        readonly property int fresh: modelData.name === "activity" ? sheet.unread : 0

                        objectName: "rail." + modelData.name
                        Layout.fillWidth: true
                        implicitWidth: Math.max(240, row.implicitWidth + 2 * Theme.s16)
                        implicitHeight: Math.max(Theme.primary, row.implicitHeight + Theme.s16)
                        leftPadding: Theme.s16
                        rightPadding: Theme.s16
                        text: modelData.text
                        focus: index === 0
                        focusPolicy: Qt.StrongFocus
                        hoverEnabled: true
                        Accessible.role: Accessible.MenuItem
                        Accessible.name: fresh > 0 ? text + ", " + qsTr("%n new", "", fresh) : text
                        Accessible.selected: current
                        Accessible.onPressAction: entry.click()
                        Keys.onReturnPressed: entry.click()
                        onClicked: sheet.chosen(modelData.name)

                        contentItem: RowLayout {
                            id: row

                            spacing: Theme.s16

                            AppIcon {
                                name: entry.modelData.iconName
                                color: entry.current ? Theme.colors.onAccentQuiet : Theme.colors.textQuiet
                            }

                            AppText {
                                Layout.fillWidth: true
                                text: entry.text
                                kind: "lead"
                                strong: entry.current
                                color: entry.current ? Theme.colors.onAccentQuiet : Theme.colors.text
                            }

                            Mark {
                                meaning: "inHand"
                                iconName: "bell"
                                text: entry.fresh > 0 ? qsTr("%n new", "", entry.fresh) : ""
                            }
                        }

                        background: Rectangle {
                            radius: Theme.radiusControl
                            color: entry.current ? Theme.colors.accentQuiet : entry.down ? Theme.colors.pressed : entry.hovered ? Theme.colors.hover : "transparent"

                            FocusRing {
                                visible: entry.visualFocus
                                gap: -2
                            }
                        }
                    }
                }
            }
        }

        background: Rectangle {
            color: Theme.colors.raised
            radius: sheet.beside ? Theme.radiusSheet : 0
            border.width: Math.max(1, Theme.stroke)
            border.color: Theme.colors.line

            MouseArea { // a touch beside the words closes nothing
                anchors.fill: parent
            }
        }
    }

    Component.onCompleted: forceActiveFocus()
}
