import QtQuick
import QtQuick.Layouts
import fieldclient.ui.theme

// The title above a group, with an optional count and one quiet action at its end.
RowLayout {
    id: control

    property string text: ""
    property string count: ""
    property string actionText: ""

    signal actionClicked

    spacing: Theme.s8

    AppText {
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        text: control.text
        kind: "body"
        strong: true
        quiet: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    AppText {
        visible: control.count !== ""
        text: control.count
        quiet: true
        figures: true
    }

    Item {
        Layout.fillWidth: true
        implicitHeight: Theme.touch
    }

    AppButton {
        Layout.fillWidth: true
        Layout.maximumWidth: implicitWidth
        visible: control.actionText !== ""
        objectName: control.objectName === "" ? "" : control.objectName + ".action"
        text: control.actionText
        kind: "quiet"
        onClicked: control.actionClicked()
    }
}
