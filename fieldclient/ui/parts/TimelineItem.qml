import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// One step of a story, newest first. `meaning` colours the dot; words say the rest.
Item {
    id: control

    property string title: ""
    property string who: ""
    property string when: ""
    property string text: ""
    property string note: "" // a doubt or a hint about this step
    property string iconName: "circle"
    property string meaning: "neutral"
    property bool first: false
    property bool last: false
    readonly property int lineX: 15

    implicitWidth: 320
    implicitHeight: words.implicitHeight + Theme.s24
    Accessible.role: Accessible.ListItem
    Accessible.name: [title, who, when, text, note].filter(word => word !== "").join(", ")

    Rectangle {
        x: control.lineX
        y: control.first ? 16 : 0
        width: 2
        height: (control.last ? 16 : parent.height) - y
        color: Theme.colors.line
    }

    Rectangle {
        width: 32
        height: 32
        radius: 16
        color: Theme.fill(control.meaning)
        border.width: 2
        border.color: Theme.colors.surface

        AppIcon {
            anchors.centerIn: parent
            name: control.iconName
            size: 16
            color: Theme.ink(control.meaning)
        }
    }

    ColumnLayout {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: 32 + Theme.s12
        y: 6
        spacing: 2

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppText {
                Layout.fillWidth: true
                text: control.title
                font.weight: Font.Medium
            }

            AppText {
                Layout.alignment: Qt.AlignTop
                text: control.when
                kind: "small"
                quiet: true
                figures: true
                wrapMode: Text.NoWrap
            }
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: control.who
            kind: "small"
            quiet: true
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: control.text
            paragraph: true
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: control.note
            kind: "small"
            color: Theme.colors.attention.line
        }
    }
}
