import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// A draft of an act on this case that was discarded, and the way back to it.
Rectangle {
    id: row

    required property CasesRoom room
    required property string rowId
    required property string text

    implicitHeight: Math.max(Theme.touch, line.implicitHeight) + 2 * Theme.s4
    radius: Theme.radiusCard
    color: Theme.colors.neutral.fill

    GridLayout {
        id: line

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s4
        columns: row.width < 480 * Theme.scale ? 2 : 3
        columnSpacing: Theme.s12
        rowSpacing: 0

        AppIcon {
            name: "trash"
            color: Theme.colors.neutral.ink
        }

        AppText {
            Layout.fillWidth: true
            text: row.text
            color: Theme.colors.neutral.ink
        }

        AppButton {
            objectName: "case.discarded.back"
            Layout.columnSpan: line.columns === 2 ? 2 : 1
            Layout.alignment: Qt.AlignRight
            kind: "quiet"
            iconName: "undo"
            text: qsTr("Bring back")
            onClicked: row.room.asking.bringBack(row.rowId)
        }
    }
}
