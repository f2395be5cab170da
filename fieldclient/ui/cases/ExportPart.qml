pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is selected as a file: in which form, how far it is, and a way to stop it.
ColumnLayout {
    id: part

    required property CasesRoom room
    readonly property CaseExport exporting: room.exporting

    spacing: Theme.s8

    Flow {
        Layout.fillWidth: true
        visible: !part.exporting.running
        spacing: Theme.s8

        Repeater {
            model: [
                {
                    kind: "xlsx",
                    iconName: "file-text",
                    text: qsTr("Excel")
                },
                {
                    kind: "csv",
                    iconName: "file-text",
                    text: qsTr("CSV")
                },
                {
                    kind: "geojson",
                    iconName: "map",
                    text: qsTr("GeoJSON")
                },
                {
                    kind: "kml",
                    iconName: "map",
                    text: qsTr("KML")
                }
            ]

            AppButton {
                required property var modelData

                objectName: "cases.export." + modelData.kind
                iconName: modelData.iconName
                text: modelData.text
                onClicked: part.exporting.propose(modelData.kind)
            }
        }
    }

    RowLayout {
        Layout.fillWidth: true
        visible: part.exporting.running
        spacing: Theme.s12

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.s4

            AppText {
                objectName: "cases.export.progress"
                Layout.fillWidth: true
                text: part.exporting.text
                kind: "small"
                figures: true
            }

            ProgressLine {
                Layout.fillWidth: true
                value: part.exporting.progress
                text: part.exporting.text
            }
        }

        AppButton {
            objectName: "cases.export.cancel"
            text: qsTr("Stop")
            onClicked: part.exporting.cancel()
        }
    }

    FileKeeper {
        id: keeper

        onChosen: (ending, file) => part.exporting.start(ending, file)
    }

    Connections {
        target: part.exporting

        function onProposed(kind: string, url: string): void {
            keeper.ask(kind, url);
        }
    }
}
