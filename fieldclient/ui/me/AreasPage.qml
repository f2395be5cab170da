pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Unit grids and other areas from a city's file. They let a report name its grid and department without a network.
AppPage {
    id: page

    required property AreasDesk desk

    objectName: "areas"
    title: page.desk.step === "show" ? page.desk.name : qsTr("Areas")
    back: true
    bodyWidth: 760
    footed: page.desk.step === "show"
    footer: AppButton {
        objectName: "areas.take"
        Layout.fillWidth: true
        kind: "primary"
        text: qsTr("Use these areas")
        iconName: "check"
        onClicked: page.desk.take()
    }

    AppText {
        Layout.fillWidth: true
        text: page.desk.step === "show" ? qsTr("This is in the file. It takes the place of what is here of the same levels.") : page.desk.step === "ask" ? qsTr("Which coordinates are these? Whoever made the file knows.") : qsTr("With the areas of your city a report names its grid, community, street and department by itself, without a network. Files: GeoJSON (up to 128 MB), GeoPackage, Shapefile.")
        paragraph: true
        quiet: true
    }

    Notice {
        objectName: "areas.problem"
        Layout.fillWidth: true
        meaning: "attention"
        iconName: "alert-circle"
        text: page.desk.problem
    }

    Choice {
        objectName: "areas.datum"
        Layout.fillWidth: true
        visible: page.desk.step === "ask"
        options: [
            {
                "value": "wgs84",
                "text": "WGS-84"
            },
            {
                "value": "cgcs2000",
                "text": "CGCS2000"
            },
            {
                "value": "gcj02",
                "text": "GCJ-02"
            },
            {
                "value": "bd09",
                "text": "BD-09"
            }
        ]
        onChosen: value => page.desk.chooseDatum(value)
    }

    AppButton {
        objectName: "areas.choose"
        visible: page.desk.step !== "show"
        text: qsTr("Choose a file")
        iconName: "folder-open"
        busy: page.desk.reading
        onClicked: dialog.active = true
    }

    Repeater {
        model: page.desk.step === "show" ? page.desk.notices : null

        Notice {
            required property string rowId
            required property string told

            objectName: "areas.notice." + rowId
            Layout.fillWidth: true
            meaning: "neutral"
            text: told
        }
    }

    EmptyState {
        objectName: "areas.none"
        Layout.fillWidth: true
        visible: page.desk.step === "list" && page.desk.layers.count === 0
        iconName: "map"
        title: qsTr("No areas yet")
        text: qsTr("Choose the file that your organisation gave you.")
    }

    Card {
        Layout.fillWidth: true
        visible: list.count > 0
        padding: Theme.s4

        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            spacing: 0

            Repeater {
                id: list

                model: page.desk.step === "show" ? page.desk.found : page.desk.step === "list" ? page.desk.layers : null

                FactRow {
                    required property string rowId
                    required property string line
                    required property string told

                    objectName: "areas.level." + rowId
                    Layout.fillWidth: true
                    iconName: "layers"
                    editable: page.desk.step === "list"
                    endIcon: "trash"
                    value: told
                    source: line
                    Accessible.name: editable ? qsTr("Remove: %1").arg(told) : told
                    onEditRequested: page.desk.remove(rowId)
                }
            }
        }
    }

    Loader {
        id: dialog

        active: false
        visible: false
        sourceComponent: ChooseAreas {
            onAccepted: {
                page.desk.lookInto(selectedFile);
                dialog.active = false;
            }
            onRejected: dialog.active = false
            Component.onCompleted: open()
        }
    }
}
