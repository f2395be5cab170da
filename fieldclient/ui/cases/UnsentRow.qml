import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// An act of mine that has not arrived, or was not taken, with the one button that helps.
Rectangle {
    id: row

    required property CasesRoom room
    required property string rowId
    required property string title
    required property string delivery
    required property string deliveryText
    required property string problem
    required property string help
    readonly property bool refused: delivery === "refused"

    implicitHeight: column.implicitHeight + 2 * Theme.s12
    radius: Theme.radiusCard
    color: refused ? Theme.colors.attention.fill : Theme.colors.waiting.fill

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s16
        spacing: Theme.s8

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s12

            AppIcon {
                name: row.refused ? "alert-circle" : "outbox"
                color: words.color
            }

            AppText {
                id: words

                Layout.fillWidth: true
                text: row.title + " · " + row.deliveryText
                color: row.refused ? Theme.colors.attention.ink : Theme.colors.waiting.ink
                font.weight: Font.Medium
            }
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: row.problem
            color: words.color
            paragraph: true
        }

        Flow {
            Layout.fillWidth: true
            visible: row.refused
            spacing: Theme.s8

            AppButton {
                objectName: "case.unsent.retry"
                visible: row.help === "retry"
                iconName: "refresh"
                text: qsTr("Try again")
                onClicked: row.room.retry(row.rowId)
            }

            AppButton {
                objectName: "case.unsent.edit"
                visible: row.help === "edit"
                iconName: "pencil"
                text: qsTr("Edit and send again")
                onClicked: row.room.editAgain(row.rowId)
            }

            AppButton {
                objectName: "case.unsent.aside"
                text: qsTr("Set aside")
                onClicked: row.room.setAside(row.rowId)
            }
        }
    }
}
