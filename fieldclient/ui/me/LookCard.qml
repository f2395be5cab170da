import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// How the window looks: language, theme, size of type, motion. A choice shows at once.
Card {
    id: card

    required property MeRoom room

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s16

        Choice {
            objectName: "me.language"
            Layout.fillWidth: true
            label: qsTr("Language")
            value: card.room.language
            options: card.room.languages
            onChosen: value => card.room.choose("language", value)
        }

        Choice {
            objectName: "me.theme"
            Layout.fillWidth: true
            label: qsTr("Colours")
            value: card.room.mode
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
                    "text": qsTr("Bright sunlight"),
                    "iconName": "contrast"
                }
            ]
            onChosen: value => card.room.choose("theme", value)
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.s4

            AppText {
                Layout.fillWidth: true
                text: qsTr("Size of type")
                kind: "small"
                quiet: true
            }

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.s8

                AppText {
                    text: "文A"
                    font.pixelSize: 14
                    Accessible.ignored: true
                }

                AppSlider {
                    objectName: "me.scale"
                    Layout.fillWidth: true
                    Layout.maximumWidth: 360
                    label: qsTr("Size of type")
                    from: 1
                    to: 2
                    stepSize: 0.15
                    value: card.room.scale
                    onMoved: card.room.choose("scale", value.toFixed(2))
                }

                AppText {
                    text: "文A"
                    font.pixelSize: 24
                    Accessible.ignored: true
                }
            }
        }

        SwitchRow {
            objectName: "me.motion"
            Layout.fillWidth: true
            Layout.leftMargin: -Theme.s16
            Layout.rightMargin: -Theme.s16
            title: qsTr("Motion")
            hint: qsTr("Short movements that show where something went")
            checked: card.room.motion
            onClicked: card.room.choose("motion", checked ? "1" : "0")
        }
    }
}
