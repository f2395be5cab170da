import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.parts
import fieldclient.ui.theme

// One subcategory with a hint, what it is easily confused with, and whether it is urgent.
T.AbstractButton {
    id: control

    required property string name
    required property string hint
    required property string confused
    required property bool urgent
    required property string symbol
    property bool chosen: false

    implicitHeight: Math.max(64, row.implicitHeight + 2 * Theme.s12)
    leftPadding: Theme.s16
    rightPadding: Theme.s16
    text: name
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, urgent ? qsTr("Urgent") : "", hint, confused].filter(word => word !== "").join(", ")
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()

    contentItem: RowLayout {
        id: row

        spacing: Theme.s12

        AppIcon {
            name: control.symbol
            color: Theme.colors.accent
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                text: control.name
                kind: "lead"
            }

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: control.hint
                kind: "small"
                quiet: true
            }

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: control.confused
                kind: "small"
                quiet: true
            }
        }

        Mark {
            visible: control.urgent
            meaning: "attention"
            iconName: "alert-triangle"
            text: qsTr("Urgent")
        }

        AppIcon {
            visible: control.chosen
            name: "check"
            color: Theme.colors.accent
        }
    }

    background: Rectangle {
        radius: Theme.radiusCard
        color: control.chosen ? Theme.colors.accentQuiet : Theme.colors.surface
        border.width: Theme.stroke
        border.color: Theme.colors.line

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : "transparent"
        }

        FocusRing {
            visible: control.visualFocus
            gap: -2
        }
    }
}
