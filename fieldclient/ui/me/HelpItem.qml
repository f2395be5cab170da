import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// A question; touched, its answer unfolds.
T.AbstractButton {
    id: item

    property string iconName: ""
    property string question: ""
    property string answer: ""
    property bool open: false

    implicitWidth: 320
    implicitHeight: Math.max(64, row.implicitHeight + 2 * Theme.s12)
    leftPadding: Theme.s16
    rightPadding: Theme.s16
    topPadding: Theme.s12
    bottomPadding: Theme.s12
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: question
    Accessible.description: open ? answer : ""
    Accessible.expandable: true
    Accessible.expanded: open
    Accessible.onPressAction: item.click()
    Keys.onReturnPressed: item.click()

    contentItem: RowLayout {
        id: row

        spacing: Theme.s12

        AppIcon {
            Layout.alignment: item.open ? Qt.AlignTop : Qt.AlignVCenter
            name: item.iconName
            color: Theme.colors.textQuiet
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.s8

            AppText {
                Layout.fillWidth: true
                text: item.question
                kind: "lead"
            }

            AppText {
                Layout.fillWidth: true
                visible: item.open
                text: item.answer
                paragraph: true
                quiet: true
            }
        }

        AppIcon {
            Layout.alignment: item.open ? Qt.AlignTop : Qt.AlignVCenter
            name: item.open ? "chevron-up" : "chevron-down"
            color: Theme.colors.textQuiet
            size: Theme.iconSmall
        }
    }

    background: Rectangle {
        color: item.down ? Theme.colors.pressed : item.hovered ? Theme.colors.hover : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            visible: item.visualFocus
            gap: -2
        }
    }
}
