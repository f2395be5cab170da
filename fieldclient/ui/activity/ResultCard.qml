import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A result shown to everybody: before and after.
Card {
    id: card

    required property string title
    required property string line
    required property string text
    required property string when
    required property url before
    required property url after

    signal opened(url photo, string caption)
    signal compared(url before, url after, string caption)

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppText {
                Layout.fillWidth: true
                text: card.title
                strong: true
            }

            AppText {
                Layout.alignment: Qt.AlignTop
                text: card.when
                kind: "small"
                quiet: true
                figures: true
                wrapMode: Text.NoWrap
            }
        }

        BeforeAfter {
            objectName: card.objectName === "" ? "" : card.objectName + ".photos"
            Layout.fillWidth: true
            visible: card.before.toString() !== "" || card.after.toString() !== ""
            before: card.before
            after: card.after
            behind: Theme.colors.surface
            onOpened: photo => card.opened(photo, card.title)
        }

        AppButton {
            objectName: card.objectName === "" ? "" : card.objectName + ".compare"
            Layout.leftMargin: -Theme.s12
            visible: card.before.toString() !== "" && card.after.toString() !== ""
            kind: "quiet"
            iconName: "columns"
            text: qsTr("Compare")
            onClicked: card.compared(card.before, card.after, card.title)
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: card.text
            paragraph: true
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: card.line
            kind: "small"
            quiet: true
        }
    }
}
