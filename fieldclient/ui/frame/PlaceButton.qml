import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One place in the rail or the bar. `primary` is the camera: larger, in the accent's colour.
T.AbstractButton {
    id: control

    property string iconName: ""
    property bool current: false
    property bool primary: false
    property int badge: 0

    readonly property int pill: Math.max(32, Theme.icon + 10)
    readonly property int disc: Math.max(56, Theme.icon + 24)

    implicitWidth: Math.max(64, word.implicitWidth + Theme.s4)
    implicitHeight: Math.max(64, content.implicitHeight + Theme.s12)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.PageTab
    Accessible.name: badge > 0 ? text + ", " + qsTr("%n new", "", badge) : text
    Accessible.selected: current
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: Item {
        Column {
            id: content

            anchors.centerIn: parent
            spacing: Theme.s4

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                width: control.primary ? control.disc : control.pill + 20
                height: control.primary ? control.disc : control.pill
                radius: height / 2
                color: control.primary ? Theme.colors.accent : control.current ? Theme.colors.accentQuiet : "transparent"

                Rectangle {
                    anchors.fill: parent
                    radius: parent.radius
                    color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : "transparent"
                }

                AppIcon {
                    anchors.centerIn: parent
                    name: control.iconName
                    size: control.primary ? control.disc / 2 : Theme.icon
                    color: control.primary ? Theme.colors.onAccent : control.current ? Theme.colors.onAccentQuiet : Theme.colors.textQuiet
                }

                Rectangle {
                    visible: control.badge > 0
                    x: (parent.width + Theme.icon) / 2 - 5
                    y: -4
                    width: Math.max(height, number.implicitWidth + 10)
                    height: number.implicitHeight + 4
                    radius: height / 2
                    color: Theme.colors.accent

                    AppText {
                        id: number

                        anchors.centerIn: parent
                        text: control.badge > 99 ? "99+" : control.badge
                        kind: "small"
                        strong: true
                        color: Theme.colors.onAccent
                    }
                }
            }

            AppText {
                id: word

                width: control.width - 4
                text: control.text
                kind: "small"
                strong: control.current
                color: control.current ? Theme.colors.onAccentQuiet : Theme.colors.textQuiet
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }
    }

    background: Item {
        FocusRing {
            visible: control.visualFocus
            gap: -2
        }
    }
}
