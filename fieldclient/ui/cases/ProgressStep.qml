import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// One step: its sign on the line that leads to the next one, its name, its time, and a word about it.
Item {
    id: step

    required property int index
    required property string title
    required property string when
    required property string text
    required property string symbol
    required property string meaning
    required property bool ahead
    required property string spoken
    property bool beside: false
    property bool last: false
    readonly property real sign: Math.round(28 * Math.min(1.5, Theme.scale))

    objectName: "case.progress." + index
    implicitWidth: 96
    implicitHeight: beside ? words.y + words.height : Math.max(sign, words.height) + (last ? 0 : Theme.s16)
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken

    Rectangle {
        x: step.beside ? step.width / 2 + step.sign / 2 : step.sign / 2 - width / 2
        y: step.beside ? step.sign / 2 - height / 2 : step.sign
        width: step.beside ? step.width - step.sign : 2
        height: step.beside ? 2 : step.height - step.sign
        visible: !step.last
        color: step.meaning === "done" ? Theme.line("done") : Theme.colors.line
    }

    Rectangle {
        x: step.beside ? (step.width - width) / 2 : 0
        width: step.sign
        height: step.sign
        radius: step.sign / 2
        color: step.ahead ? Theme.colors.surface : Theme.fill(step.meaning)
        border.width: Math.max(1, Theme.stroke)
        border.color: step.ahead ? Theme.colors.lineStrong : Theme.line(step.meaning)

        AppIcon {
            anchors.centerIn: parent
            visible: !step.ahead
            name: step.symbol
            size: Math.round(step.sign * 0.6)
            color: Theme.ink(step.meaning)
        }
    }

    Column {
        id: words

        x: step.beside ? 2 : step.sign + Theme.s12
        y: step.beside ? step.sign + Theme.s8 : Math.max(0, (step.sign - name.height) / 2)
        width: step.width - x - (step.beside ? 2 : 0)
        spacing: 2

        AppText {
            id: name

            width: parent.width
            text: step.title
            quiet: step.ahead
            strong: step.meaning === "inHand"
            horizontalAlignment: step.beside ? Text.AlignHCenter : Text.AlignLeft
            Accessible.ignored: true
        }

        AppText {
            width: parent.width
            visible: text !== ""
            text: step.when
            kind: "small"
            quiet: true
            figures: true
            horizontalAlignment: name.horizontalAlignment
            Accessible.ignored: true
        }

        AppText {
            width: parent.width
            visible: text !== ""
            text: step.text
            kind: "small"
            horizontalAlignment: name.horizontalAlignment
            Accessible.ignored: true
        }
    }
}
