import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

Window {
    id: window

    required property string language

    signal languageChosen(string language)

    height: 800
    visible: true
    title: qsTr("Gallery")
    color: Theme.colors.page

    AppPage {
        id: page

        readonly property real fullHeight: column.implicitHeight + 140

        objectName: "gallery.content"
        anchors.fill: parent
        title: qsTr("Every part in every state")
        bodyWidth: 1200
        header: [
            Choice {
                objectName: "gallery.language"
                implicitWidth: 210
                value: window.language
                options: [
                    {
                        "value": "zh",
                        "text": "中文"
                    },
                    {
                        "value": "en",
                        "text": "English"
                    }
                ]
                onChosen: value => {
                    window.language = value;
                    window.languageChosen(value);
                }
            },
            Choice {
                objectName: "gallery.mode"
                implicitWidth: 420
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
            },
            Chip {
                objectName: "gallery.large"
                text: qsTr("Large type")
                iconName: "type-large"
                checkable: true
                checked: Theme.scale > 1
                onToggled: Theme.scale = checked ? 1.4 : 1
            }
        ]

        ColumnLayout {
            id: column

            Layout.fillWidth: true
            spacing: Theme.s24

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
        }
    }
}
