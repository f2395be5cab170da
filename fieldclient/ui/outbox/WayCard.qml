import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Why nothing goes through at the moment: the reason in a word, in a sentence, when it is tried again, and one button.
Rectangle {
    id: card

    required property var way // reason, title, icon, text, help, helpText, helpIcon, next; empty when all is well
    readonly property bool shown: way.reason !== undefined

    signal helpRequested(string help)

    visible: shown
    implicitHeight: body.implicitHeight + 2 * Theme.s16
    radius: Theme.radiusCard
    color: Theme.colors.surface
    border.width: Math.max(1, Theme.stroke)
    border.color: Theme.colors.lineStrong
    Accessible.role: Accessible.Grouping
    Accessible.name: shown ? [way.title, way.text, way.next].filter(word => word !== "").join(", ") : ""

    GridLayout {
        id: body

        readonly property bool narrow: card.width < 560 * Theme.scale

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.s16
        columns: narrow ? 2 : 3
        columnSpacing: Theme.s16
        rowSpacing: Theme.s12

        AppIcon {
            Layout.alignment: Qt.AlignTop
            name: card.shown ? card.way.icon : ""
            color: Theme.colors.attention.line
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.s4

            AppText {
                objectName: "outbox.way"
                Layout.fillWidth: true
                text: card.shown ? card.way.title : ""
                strong: true
            }

            AppText {
                objectName: "outbox.trouble"
                Layout.fillWidth: true
                text: card.shown ? card.way.text : ""
                paragraph: true
            }

            AppText {
                objectName: "outbox.next"
                Layout.fillWidth: true
                visible: text !== ""
                text: card.shown ? card.way.next : ""
                kind: "small"
                quiet: true
                figures: true
            }
        }

        AppButton {
            objectName: "outbox.help"
            Layout.columnSpan: body.narrow ? 2 : 1
            Layout.alignment: body.narrow ? Qt.AlignRight : Qt.AlignVCenter
            visible: card.shown && card.way.helpText !== ""
            text: card.shown ? card.way.helpText : ""
            iconName: card.shown ? card.way.helpIcon : ""
            onClicked: card.helpRequested(card.way.help)
        }
    }
}
