import QtQuick
import fieldclient.ui.theme

// A meaning as colour, icon and word, always all three. `meaning` is a name the theme knows.
Rectangle {
    id: control

    property string meaning: "neutral"
    property string iconName: ""
    property string text: ""
    property bool shortens: false // may end in an ellipsis: it is told in full elsewhere

    implicitWidth: Math.ceil(label.implicitWidth) + row.signs + 2 * Theme.s8
    implicitHeight: Math.round(label.implicitHeight + 8)
    radius: Math.min(height / 2, Theme.radiusSheet + 4)
    color: Theme.fill(meaning)
    border.width: meaning === "dueSoon" ? Math.max(1, Theme.stroke) : Theme.mode === "sunlight" ? 1 : 0
    border.color: Theme.line(meaning)
    visible: text !== ""
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row

        readonly property real signs: sign.visible ? sign.width + spacing : 0

        anchors.centerIn: parent
        spacing: Theme.s4

        AppIcon {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            visible: name !== ""
            name: control.iconName
            size: Math.round(16 * Theme.scale)
            color: Theme.ink(control.meaning)
        }

        AppText {
            id: label

            width: Math.min(Math.ceil(implicitWidth), control.width - 2 * Theme.s8 - row.signs)
            text: control.text
            kind: "small"
            figures: true
            font.weight: Font.Medium
            color: Theme.ink(control.meaning)
            shortens: control.shortens
            wrapMode: control.shortens ? Text.NoWrap : Text.Wrap
            elide: control.shortens ? Text.ElideRight : Text.ElideNone
            Accessible.ignored: true
        }
    }
}
