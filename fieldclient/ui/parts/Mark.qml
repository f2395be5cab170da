pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.theme

// A meaning as colour, icon and word, always all three. `meaning` is a name the theme knows. A row has room for several and shows few:
// what is in a mark is made when it first has something to say, and kept.
Rectangle {
    id: control

    property string meaning: "neutral"
    property string iconName: ""
    property string text: ""
    property bool shortens: false // may end in an ellipsis: it is told in full elsewhere
    readonly property Inside inside: made.item as Inside

    implicitWidth: inside === null ? 0 : Math.ceil(inside.words) + inside.signs + 2 * Theme.s8
    implicitHeight: inside === null ? 0 : Math.round(inside.high + 8)
    radius: Math.min(height / 2, Theme.radiusSheet + 4)
    color: Theme.fill(meaning)
    border.width: meaning === "dueSoon" ? Math.max(1, Theme.stroke) : Theme.mode === "sunlight" ? 1 : 0
    border.color: Theme.line(meaning)
    visible: text !== ""
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    onTextChanged: {
        if (text !== "")
            made.active = true;
    }

    component Inside: Row {
        id: row

        readonly property real signs: sign.visible ? sign.width + spacing : 0
        readonly property real words: label.implicitWidth
        readonly property real high: label.implicitHeight

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

    Loader {
        id: made

        anchors.centerIn: parent
        active: false
        sourceComponent: Component {
            Inside {}
        }
    }
}
