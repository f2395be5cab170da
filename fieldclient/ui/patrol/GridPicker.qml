pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Unit grids to plan: a tap chooses, another one takes it back. What is chosen stays chosen while others are searched for.
Card {
    id: picker

    required property Planning planning

    padding: Theme.s16

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.s8

        RowLayout {
            Layout.fillWidth: true

            AppText {
                Layout.fillWidth: true
                text: qsTr("Planned grids (if you like)")
                strong: true
            }

            Mark {
                objectName: "patrol.chosen"
                meaning: "inHand"
                iconName: "check"
                text: picker.planning.chosenText
            }
        }

        AppText {
            objectName: "patrol.noGrids"
            Layout.fillWidth: true
            visible: !picker.planning.known
            text: qsTr("No grids are known on this device. You can patrol without a plan; import grids to see which ones you cover.")
            quiet: true
            paragraph: true
        }

        SearchField {
            objectName: "patrol.search"
            Layout.fillWidth: true
            visible: picker.planning.known
            placeholder: qsTr("Name or code")
            onEdited: text => picker.planning.search(text)
        }

        Flow {
            Layout.fillWidth: true
            visible: picker.planning.known
            spacing: Theme.s8

            Repeater {
                model: picker.planning.grids

                Chip {
                    required property string rowId
                    required property string title
                    required property string line
                    required property bool chosen

                    objectName: "patrol.choose." + rowId
                    checkable: true
                    checked: chosen
                    iconName: "grid"
                    text: title
                    Accessible.description: line
                    onClicked: {
                        picker.planning.toggle(rowId);
                        checked = Qt.binding(() => chosen);
                    }
                }
            }
        }

        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: picker.planning.moreText
            kind: "small"
            quiet: true
        }
    }
}
