import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import fieldclient.ui.theme

// A word about what just happened, with at most one action (usually undo). Goes by itself, waits while touched.
Rectangle {
    id: control

    property string text: ""
    property string actionText: ""
    property bool shown: false
    property int stayMs: 6000

    signal actionClicked
    signal gone

    // An empty text takes away what is there.
    function show(text: string, actionText: string): void {
        if (text === "") {
            control.hide();
            return;
        }
        control.text = text;
        control.actionText = actionText;
        control.shown = true;
        timer.restart();
        control.Accessible.announce([text, actionText].filter(word => word !== "").join(". ")); // nobody goes there to read it
    }

    function hide(): void {
        control.shown = false;
        timer.stop();
        control.gone();
    }

    implicitWidth: Math.min(row.implicitWidth + Theme.s24 + Theme.s8, 640)
    implicitHeight: Math.max(56, row.implicitHeight + Theme.s16)
    radius: Theme.radiusCard
    color: Theme.colors.toast
    visible: opacity > 0
    opacity: shown ? 1 : 0
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    Timer {
        id: timer

        interval: control.stayMs
        onTriggered: hover.hovered || help.visualFocus ? restart() : control.hide()
    }

    HoverHandler {
        id: hover
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s8
        spacing: Theme.s16

        AppText {
            Layout.fillWidth: true
            text: control.text
            color: Theme.colors.onToast
            Accessible.ignored: true
        }

        T.AbstractButton {
            id: help

            objectName: control.objectName === "" ? "" : control.objectName + ".action"
            visible: control.actionText !== ""
            implicitWidth: label.implicitWidth + 2 * Theme.s16
            implicitHeight: Theme.touch
            text: control.actionText
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.Button
            Accessible.name: text
            Accessible.onPressAction: help.click()
            Keys.onReturnPressed: help.click()
            onClicked: {
                control.actionClicked();
                control.hide();
            }

            contentItem: AppText {
                id: label

                text: help.text
                color: Theme.colors.onToast
                strong: true
                font.underline: true
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }

            background: Rectangle {
                radius: Theme.radiusControl
                color: help.down ? "#30808080" : "transparent"
                border.width: help.visualFocus ? 2 : 0
                border.color: Theme.colors.onToast
            }
        }
    }
}
