import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// A word over the picture, with an icon where one helps.
Rectangle {
    id: pill

    property string text: ""
    property string iconName: ""
    property int most: 480

    visible: text !== ""
    implicitWidth: Math.min(most, row.implicitWidth + 2 * Theme.s12)
    implicitHeight: Math.max(Theme.s32, words.height + Theme.s12)
    radius: Theme.radiusControl
    color: Theme.colors.scrim
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.s8

        AppIcon {
            anchors.verticalCenter: parent.verticalCenter
            visible: pill.iconName !== ""
            name: pill.iconName
            size: Theme.iconSmall
            color: Theme.colors.onScrim
        }

        AppText {
            id: words

            width: Math.min(implicitWidth, pill.most - 2 * Theme.s12 - (pill.iconName === "" ? 0 : Theme.iconSmall + Theme.s8))
            text: pill.text
            color: Theme.colors.onScrim
            Accessible.ignored: true
        }
    }
}
