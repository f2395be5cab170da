import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// A sentence in the page that has to be seen, with at most one button that helps.
Rectangle {
    id: control

    property string meaning: "neutral"
    property string iconName: "info"
    property string text: ""
    property string actionText: ""
    readonly property string urgent: visible && meaning === "attention" ? text : "" // said at once, wherever the reader is
    property string actionName: objectName === "" ? "" : objectName + ".action"

    signal actionClicked

    implicitWidth: 320
    implicitHeight: Math.max(Theme.touch, row.implicitHeight + 2 * Theme.s12)
    visible: text !== ""
    radius: Theme.radiusCard
    color: Theme.fill(meaning)
    border.width: Theme.mode === "sunlight" ? 2 : 0
    border.color: Theme.line(meaning)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    onUrgentChanged: if (urgent !== "")
        control.Accessible.announce(urgent, Accessible.Assertive)

    GridLayout {
        id: row

        readonly property bool narrow: control.width < 420 * Theme.scale

        anchors.fill: parent
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s8
        anchors.topMargin: Theme.s12
        anchors.bottomMargin: Theme.s12
        columns: narrow ? 2 : 3
        columnSpacing: Theme.s12
        rowSpacing: Theme.s8

        AppIcon {
            Layout.alignment: Qt.AlignTop
            name: control.iconName
            color: Theme.ink(control.meaning)
        }

        AppText {
            Layout.fillWidth: true
            Layout.rightMargin: Theme.s8
            text: control.text
            color: Theme.ink(control.meaning)
            paragraph: true
            Accessible.ignored: true
        }

        AppButton {
            Layout.columnSpan: row.narrow ? 2 : 1
            Layout.maximumWidth: control.width - 2 * Theme.s16
            Layout.alignment: row.narrow ? Qt.AlignRight : Qt.AlignVCenter
            objectName: control.actionName
            visible: control.actionText !== ""
            text: control.actionText
            onClicked: control.actionClicked()
        }
    }
}
