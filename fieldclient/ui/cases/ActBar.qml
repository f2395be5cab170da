pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What I can do now, from the table of the life cycle. One act leads: at the end, or in portrait under the thumb.
GridLayout {
    id: bar

    required property CasesRoom room
    readonly property bool beside: Theme.wide || width >= 840 && Window.width > Window.height // also in large type, where there is one pane

    columns: bar.beside ? 2 : 1
    columnSpacing: Theme.s12
    rowSpacing: Theme.s8

    component ActButton: AppButton {
        required property string rowId
        required property string title
        required property string symbol
        required property bool primary
        property bool leads: false
        readonly property bool mine: primary === leads // each act is in both rows, and shown in one

        objectName: mine ? "case.act." + rowId : ""
        visible: mine
        height: Theme.primary
        kind: leads ? "primary" : "secondary"
        iconName: symbol
        text: title
        busy: bar.room.caseData.doing === rowId
        onClicked: bar.room.start(rowId)
    }

    Item {
        Layout.fillWidth: true
        implicitHeight: others.height

        // At the right, beside the act that leads, and read from the left: the keyboard goes the same way.
        Flow {
            id: others

            readonly property real line: Array.from(children).reduce((sum, child) => child.visible && child.width > 0 ? sum + child.width + spacing : sum, 0)

            anchors.right: parent.right
            width: Math.min(parent.width, Math.ceil(line))
            spacing: Theme.s12

            Repeater {
                model: bar.room.caseData.acts

                ActButton {}
            }
        }
    }

    Repeater {
        model: bar.room.caseData.acts

        ActButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.fillWidth: !bar.beside
            Layout.maximumWidth: bar.beside ? -1 : 480
            leads: true
        }
    }
}
