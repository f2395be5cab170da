pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One thing on its way: what, why it waits, how far it is, when it is tried next, and what can be done about it.
FocusScope {
    id: row

    required property string rowId
    required property string caseId
    required property string title
    required property string reference
    required property string when
    required property url thumbnail
    required property string delivery
    required property string why
    required property string nextTry
    required property real progress
    required property string progressText
    required property string leftText
    required property string reason
    required property string reasonText
    required property string reasonIcon
    required property string helps
    required property string helpText
    required property string helpIcon
    required property string behind
    required property string firstText
    required property list<var> steps
    required property list<var> files
    property bool wayTrouble: false // what keeps everything here is told above, and has its button there
    property bool open: false
    readonly property bool moving: delivery === "waiting" || delivery === "travelling"
    readonly property bool ownHelp: moving && helpText !== "" && helps !== "open" && reason !== "queued" && !(wayTrouble && reason !== "paused" && reason !== "behind")

    signal stepChosen(string step)

    implicitHeight: column.implicitHeight

    Column {
        id: column

        width: parent.width

        T.AbstractButton {
            id: head

            width: parent.width
            implicitHeight: Math.max(88, body.implicitHeight + 2 * Theme.s12)
            objectName: row.objectName === "" ? "" : row.objectName + ".head"
            focus: true
            focusPolicy: Qt.StrongFocus
            hoverEnabled: true
            Accessible.role: Accessible.Button
            Accessible.name: [row.title, row.reasonText, row.why, row.leftText, row.nextTry].filter(word => word !== "").join(", ")
            Accessible.description: row.open ? qsTr("Shows less") : qsTr("Shows files and what can be done")
            Accessible.expandable: true
            Accessible.expanded: row.open
            Accessible.onPressAction: head.click()
            Keys.onReturnPressed: head.click()
            onClicked: row.open = !row.open

            contentItem: Item {
                WaitingBody {
                    id: body

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.leftMargin: Theme.s12
                    anchors.rightMargin: Theme.s12
                    anchors.verticalCenter: parent.verticalCenter
                    entry: row
                }
            }

            background: Rectangle {
                radius: Theme.radiusControl
                color: head.down ? Theme.colors.pressed : head.hovered ? Theme.colors.hover : "transparent"

                FocusRing {
                    visible: head.visualFocus
                    gap: -2
                }
            }
        }

        AppButton {
            objectName: "outbox.help." + row.rowId
            x: Theme.s12 + 64 + Theme.s12
            visible: row.ownHelp && !row.open
            text: row.helpText
            iconName: row.helpIcon
            onClicked: row.stepChosen(row.helps)
        }

        Loader {
            width: parent.width
            active: row.open
            visible: active

            sourceComponent: WaitingDetails {
                entry: row
            }
        }

        Item {
            width: 1
            height: row.ownHelp || row.open ? Theme.s12 : 0
        }
    }
}
