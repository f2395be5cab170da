import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.theme

// One fact with where it came from and a pencil: the whole row is the touch target.
T.AbstractButton {
    id: control

    property string iconName: ""
    property string title: ""
    property string value: ""
    property string source: "" // e.g. "from the photo, ±8 m"
    property string missing: "" // shown instead of a value, e.g. "not known yet"
    property bool needed: true // a missing value is asked for; else it only says that it is missing
    property bool editable: true
    property string endIcon: "pencil"

    signal editRequested

    implicitWidth: 320
    implicitHeight: Math.max(64, row.implicitHeight + 2 * Theme.s12)
    leftPadding: Theme.s16
    rightPadding: Theme.s16
    enabled: editable
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: editable ? Accessible.Button : Accessible.StaticText
    Accessible.name: title + ": " + (value !== "" ? value : missing)
    Accessible.description: source
    Accessible.onPressAction: control.click()
    Keys.onReturnPressed: control.click()
    onClicked: control.editRequested()

    contentItem: RowLayout {
        id: row

        spacing: Theme.s12

        AppIcon {
            name: control.iconName
            color: Theme.colors.textQuiet
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            AppText {
                Layout.fillWidth: true
                visible: text !== ""
                text: control.title
                kind: "small"
                quiet: true
            }

            AppText {
                Layout.fillWidth: true
                text: control.value !== "" ? control.value : control.missing
                kind: "lead"
                figures: true
                color: control.value !== "" ? Theme.colors.text : control.needed ? Theme.colors.attention.line : Theme.colors.textQuiet
                shortens: true
                maximumLineCount: 3
                elide: Text.ElideRight
            }

            AppText {
                Layout.fillWidth: true
                visible: control.source !== ""
                text: control.source
                kind: "small"
                quiet: true
                figures: true
            }
        }

        AppIcon {
            visible: control.editable
            name: control.endIcon
            color: Theme.colors.textQuiet
            size: Theme.iconSmall
        }
    }

    background: Rectangle {
        color: control.down ? Theme.colors.pressed : control.hovered ? Theme.colors.hover : "transparent"
        radius: Theme.radiusControl

        FocusRing {
            visible: control.visualFocus
            gap: -2
        }
    }
}
