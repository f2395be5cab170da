pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Where my report stands, in plain steps with their dates: beside each other where there is room, else below one another.
Card {
    id: card

    required property CaseOutward outward
    readonly property int count: outward.steps.count
    readonly property bool beside: count > 0 && width - 2 * padding >= count * 104 * Theme.scale

    objectName: "case.progress"
    visible: count > 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Where your report stands")

    GridLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        columns: card.beside ? card.count : 1
        columnSpacing: 0
        rowSpacing: 0
        uniformCellWidths: card.beside

        Repeater {
            model: card.outward.steps

            ProgressStep {
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                beside: card.beside
                last: index === card.count - 1
            }
        }
    }
}
