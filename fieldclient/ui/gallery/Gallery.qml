import QtQuick
import QtQuick.Layouts
import fieldclient.ui.charts
import fieldclient.ui.parts
import fieldclient.ui.theme

Window {
    id: window

    required property string language
    required property list<var> languages // {value, text}
    required property HeatChart heat // of grids with outlines
    property string trouble: "" // why what was changed last cannot be shown

    signal languageChosen(string language)

    height: 800
    visible: true
    title: qsTr("Gallery")
    color: Theme.colors.page

    AppPage {
        readonly property real fullHeight: column.implicitHeight + 140

        objectName: "gallery.content"
        anchors.fill: parent
        title: qsTr("Every part in every state")
        bodyWidth: 1200

        ColumnLayout {
            id: column

            Layout.fillWidth: true
            spacing: Theme.s24

            Notice {
                objectName: "gallery.trouble"
                Layout.fillWidth: true
                meaning: "attention"
                iconName: "alert-circle"
                text: window.trouble
            }

            GridLayout {
                Layout.fillWidth: true
                columns: window.width > 1000 * Theme.scale ? 3 : 1
                columnSpacing: Theme.s24
                rowSpacing: Theme.s12

                Choice {
                    objectName: "gallery.language"
                    Layout.fillWidth: true
                    label: qsTr("Language")
                    value: window.language
                    options: window.languages
                    onChosen: value => {
                        window.language = value;
                        window.languageChosen(value);
                    }
                }

                Choice {
                    objectName: "gallery.mode"
                    Layout.fillWidth: true
                    label: qsTr("Colours")
                    value: Theme.mode
                    options: [
                        {
                            "value": "light",
                            "text": qsTr("Light"),
                            "iconName": "sun"
                        },
                        {
                            "value": "dark",
                            "text": qsTr("Dark"),
                            "iconName": "moon"
                        },
                        {
                            "value": "sunlight",
                            "text": qsTr("Sunlight"),
                            "iconName": "contrast"
                        }
                    ]
                    onChosen: value => Theme.mode = value
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    AppText {
                        text: qsTr("Size of type")
                        kind: "small"
                        quiet: true
                    }

                    AppSlider {
                        objectName: "gallery.scale"
                        Layout.fillWidth: true
                        label: qsTr("Size of type")
                        from: 1
                        to: 2
                        stepSize: 0.1
                        value: Theme.scale
                        onMoved: Theme.scale = value
                    }
                }
            }

            GalleryMarks {
                Layout.fillWidth: true
            }

            GalleryControls {
                Layout.fillWidth: true
            }

            GalleryEvidence {
                Layout.fillWidth: true
            }

            GalleryLists {
                Layout.fillWidth: true
            }

            GalleryPages {
                Layout.fillWidth: true
            }

            GalleryCharts {
                Layout.fillWidth: true
            }

            GalleryHeat {
                Layout.fillWidth: true
                chart: window.heat
            }

            GalleryStates {
                Layout.fillWidth: true
            }

            GalleryEdges {
                Layout.fillWidth: true
            }
        }
    }
}
