import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One number of the day with its word. Takes a meaning's colour only when there is something to see.
T.AbstractButton {
    id: control

    property int number: 0
    property string meaning: "neutral"
    property string iconName: ""
    readonly property bool loud: number > 0 && meaning !== "neutral"

    implicitWidth: 150
    implicitHeight: column.implicitHeight + 2 * Theme.s12
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: number + " " + text
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: Item {
        ColumnLayout {
            id: column

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.s16
            width: parent.width - 2 * Theme.s16
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: control.number
                kind: "headline"
                figures: true
                color: control.loud ? Theme.ink(control.meaning) : Theme.colors.text
                wrapMode: Text.NoWrap
            }

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.s4

                AppIcon {
                    visible: name !== ""
                    name: control.iconName
                    size: Math.round(16 * Theme.scale)
                    color: word.color
                }

                AppText {
                    id: word

                    Layout.fillWidth: true
                    text: control.text
                    kind: "small"
                    color: control.loud ? Theme.ink(control.meaning) : Theme.colors.textQuiet
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }
        }
    }

    background: Rectangle {
        radius: Theme.radiusCard
        color: control.loud ? Theme.fill(control.meaning) : Theme.colors.surface
        border.width: control.loud && control.meaning === "dueSoon" ? 2 : Theme.stroke
        border.color: control.loud ? Theme.line(control.meaning) : Theme.colors.line

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : "transparent"
        }

        FocusRing {
            visible: control.visualFocus
            radius: Theme.radiusCard + gap
        }
    }
}
