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

    readonly property int thumb: 480 // no button is wider than a thumb's way

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
        width: leads || others.share === 0 ? implicitWidth : others.share
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

        // At the right, beside the act that leads, and read from the left: the keyboard goes the same way. Above it they are of one
        // width, as many in a row as their words allow.
        Flow {
            id: others

            readonly property var widths: Array.from(children).filter(child => child.visible && child.implicitWidth > 0).map(child => child.implicitWidth)
            readonly property real widest: Math.max(...widths, 1)
            readonly property int across: Math.max(1, Math.min(widths.length, Math.floor((parent.width + spacing) / (widest + spacing))))
            readonly property real share: bar.beside ? 0 : Math.min(bar.thumb, Math.floor((parent.width - (across - 1) * spacing) / across))
            readonly property real line: bar.beside ? widths.reduce((sum, width) => sum + width + spacing, 0) : across * (share + spacing) - spacing

            x: bar.beside ? parent.width - width : Math.round((parent.width - width) / 2)
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
            Layout.maximumWidth: bar.beside ? -1 : bar.thumb
            leads: true
        }
    }
}
