import QtQuick
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// A case, or several: the sign of cases, never the pin of a place. How late the latest of them is has a colour and a shape of its own; touched on 48 pixels.
T.AbstractButton {
    id: mark

    property string light: "none"
    property bool large: false
    property bool current: false
    readonly property string meaning: light === "overdue_again" ? "overdueAgain" : light === "overdue" ? "overdue" : light === "due_soon" ? "dueSoon" : "inHand"
    readonly property string iconName: light === "overdue_again" ? "alert-triangle" : light === "overdue" ? "clock-alert" : light === "due_soon" ? "clock" : "cases"
    property string spoken: ""

    implicitWidth: Math.max(48, face.width)
    implicitHeight: implicitWidth
    focusPolicy: Qt.NoFocus
    Accessible.ignored: !mark.enabled
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.onPressAction: mark.clicked()

    contentItem: Item {
        Rectangle {
            id: face

            anchors.centerIn: parent
            width: mark.text === "" ? Math.round(32 * Math.min(1.4, Theme.scale)) : Math.max(Math.round((mark.large ? 46 : 38) * Math.min(1.4, Theme.scale)), number.implicitWidth + 16)
            height: mark.text === "" ? width : Math.round((mark.large ? 46 : 38) * Math.min(1.4, Theme.scale))
            radius: height / 2
            color: mark.down ? Theme.colors.accentQuiet : Theme.fill(mark.meaning)
            border.width: mark.current ? 4 : 2
            border.color: mark.current ? Theme.colors.focus : Theme.line(mark.meaning)

            AppIcon {
                anchors.centerIn: parent
                visible: mark.text === ""
                name: mark.iconName
                size: 18
                color: Theme.ink(mark.meaning)
            }

            AppText {
                id: number

                anchors.centerIn: parent
                text: mark.text
                kind: "small"
                strong: true
                figures: true
                color: Theme.ink(mark.meaning)
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        // Lateness has a shape as well as a colour.
        Rectangle {
            visible: mark.text !== "" && (mark.light === "overdue" || mark.light === "overdue_again")
            anchors.left: face.right
            anchors.bottom: face.top
            anchors.margins: -14
            width: 20
            height: 20
            radius: 10
            color: Theme.colors.surface
            border.width: 1
            border.color: Theme.line(mark.meaning)

            AppIcon {
                anchors.centerIn: parent
                name: mark.iconName
                size: 14
                color: Theme.colors.text
            }
        }
    }
}
