import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What a file of tiles speaks: asked of a person, because a wrong guess moves every street by half a kilometre.
Card {
    id: card

    required property TilesDesk tiles
    property string datum: tiles.likely

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s12

        AppText {
            Layout.fillWidth: true
            text: card.tiles.asked
            kind: "lead"
            strong: true
        }

        Choice {
            objectName: "map.datum"
            Layout.fillWidth: true
            label: qsTr("Which reference does this map speak?")
            options: [
                {
                    value: "wgs84",
                    text: qsTr("WGS-84: OpenStreetMap, Tianditu")
                },
                {
                    value: "gcj02",
                    text: qsTr("GCJ-02: Amap, Tencent")
                }
            ]
            value: card.datum
            onChosen: value => card.datum = value
        }

        AppText {
            Layout.fillWidth: true
            text: qsTr("Ask who made the file when in doubt. With the wrong one, streets lie some hundred metres beside the cases.")
            kind: "small"
            quiet: true
            paragraph: true
        }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.s8

            AppButton {
                objectName: "map.leaveImport"
                text: qsTr("Cancel")
                onClicked: card.tiles.leaveImport()
            }

            AppButton {
                objectName: "map.bringIn"
                Layout.fillWidth: true
                kind: "primary"
                text: qsTr("Add this map")
                busy: card.tiles.busy
                enabled: !card.tiles.busy
                onClicked: card.tiles.bringIn(card.datum)
            }
        }
    }
}
