import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// What will appear here, and the first step.
Item {
    id: control

    property string iconName: "inbox"
    property string title: ""
    property string text: ""
    property string actionText: ""
    property string actionIcon: ""

    signal actionClicked

    implicitWidth: 320
    implicitHeight: column.implicitHeight

    ColumnLayout {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(Math.round(480 * Theme.scale), parent.width)
        spacing: Theme.s8

        Rectangle {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Theme.s8
            visible: control.iconName !== "" // where there is little room, the words
            implicitWidth: Math.round(72 * Theme.icon / 22)
            implicitHeight: implicitWidth
            radius: implicitWidth / 2
            color: Theme.colors.sunken

            AppIcon {
                anchors.centerIn: parent
                name: control.iconName
                size: Math.round(32 * Theme.icon / 22)
                color: Theme.colors.textQuiet
            }
        }

        AppText {
            Layout.fillWidth: true
            text: control.title
            kind: "lead"
            strong: true
            horizontalAlignment: Text.AlignHCenter
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: control.text
            quiet: true
            paragraph: true
            horizontalAlignment: Text.AlignHCenter
        }

        AppButton {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.s8
            Layout.maximumWidth: column.width
            objectName: control.objectName === "" ? "" : control.objectName + ".action"
            visible: control.actionText !== ""
            text: control.actionText
            iconName: control.actionIcon
            onClicked: control.actionClicked()
        }
    }
}
