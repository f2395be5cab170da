pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// All shortcuts, title by title. Esc, the button or a touch beside it closes the sheet.
FocusScope {
    id: sheet

    required property list<var> groups // {title, rows: [{text, keys}]}

    signal closed

    // One line, or nearly a page.
    function scroll(by: real): void {
        area.contentY = Math.max(0, Math.min(area.contentHeight - area.height, area.contentY + by));
    }

    focus: true
    Keys.onEscapePressed: sheet.closed()
    Keys.onUpPressed: scroll(-Theme.touch)
    Keys.onDownPressed: scroll(Theme.touch)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
            scroll((event.key === Qt.Key_PageUp ? -0.8 : 0.8) * area.height);
            event.accepted = true;
        }
    }
    Accessible.role: Accessible.Dialog
    Accessible.name: qsTr("Keyboard shortcuts")

    Rectangle {
        anchors.fill: parent
        color: Theme.colors.scrim
        opacity: 0.5
    }

    MouseArea {
        anchors.fill: parent
        Accessible.ignored: true
        onClicked: sheet.closed()
        onWheel: wheel => wheel.accepted = true
    }

    T.Pane {
        id: pane

        focus: true
        anchors.centerIn: parent
        width: Math.min(880 * Theme.scale, parent.width - 2 * Theme.s16)
        height: Math.min(parent.height - 2 * Theme.s16, heading.height + flow.implicitHeight + 3 * Theme.s16)
        padding: Theme.s16

        background: Rectangle {
            color: Theme.colors.surface
            radius: Theme.radiusSheet
            border.width: Math.max(1, Theme.stroke)
            border.color: Theme.colors.line
        }

        RowLayout {
            id: heading

            anchors.left: parent.left
            anchors.right: parent.right

            AppText {
                objectName: "keys.title"
                Layout.fillWidth: true
                text: qsTr("Keyboard shortcuts")
                kind: "title"
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            IconButton {
                objectName: "keys.close"
                focus: true
                Keys.onTabPressed: {} // the sheet covers everything: the keyboard stays until it is closed
                Keys.onBacktabPressed: {}
                iconName: "x"
                text: qsTr("Close")
                onClicked: sheet.closed()
            }
        }

        ScrollArea {
            id: area

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: heading.bottom
            anchors.topMargin: Theme.s8
            anchors.bottom: parent.bottom
            contentHeight: flow.implicitHeight

            GridLayout {
                id: flow

                width: area.width - Theme.s16 // beside the scroll bar
                columns: area.width > 620 * Theme.scale ? 2 : 1
                columnSpacing: Theme.s32
                rowSpacing: Theme.s16

                Repeater {
                    model: sheet.groups

                    ShortcutsGroup {
                        required property var modelData

                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        Layout.alignment: Qt.AlignTop
                        title: modelData.title
                        rows: modelData.rows
                    }
                }
            }
        }
    }
}
