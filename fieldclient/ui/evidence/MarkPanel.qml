pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The tools beside or below the photo, what they mean, and the way back step by step.
ColumnLayout {
    id: panel

    required property PhotoMarker marker
    required property MarkWords words
    readonly property string kind: marker.chosen >= 0 ? marker.chosenKind : marker.tool // what is looked at, or drawn next
    readonly property bool coloured: kind !== "blur" && kind !== "crop" && kind !== ""

    readonly property bool flat: width >= 640 // below the photo
    readonly property int across: flat ? (Theme.scale > 1.3 ? 5 : 9) : 3

    function cell(columns: int): real {
        return Math.floor((width - (columns - 1) * Theme.s8) / columns);
    }

    spacing: Theme.s12

    Connections {
        target: panel.marker

        function onWording(): void {
            label.forceActiveFocus();
            label.selectAll();
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.s8
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("Tools")

        MarkTool {
            objectName: "mark.tool.choose"
            width: panel.cell(panel.across)
            iconName: "pointer"
            text: qsTr("Choose")
            current: panel.marker.tool === ""
            onClicked: panel.marker.setTool("")
        }

        Repeater {
            model: panel.words.kinds

            MarkTool {
                required property var modelData

                objectName: "mark.tool." + modelData.kind
                width: panel.cell(panel.across)
                iconName: modelData.icon
                text: modelData.text
                current: panel.marker.tool === modelData.kind
                onClicked: panel.marker.setTool(modelData.kind)
            }
        }

        MarkTool {
            objectName: "mark.undo"
            width: panel.cell(panel.across)
            acts: true
            iconName: "undo"
            text: qsTr("Undo")
            enabled: panel.marker.canUndo
            reason: qsTr("Nothing has been done yet")
            onClicked: panel.marker.undo()
        }

        MarkTool {
            objectName: "mark.redo"
            width: panel.cell(panel.across)
            acts: true
            iconName: "redo"
            text: qsTr("Redo")
            enabled: panel.marker.canRedo
            reason: qsTr("Nothing was undone")
            onClicked: panel.marker.redo()
        }
    }

    Notice {
        objectName: "mark.unheeded"
        Layout.fillWidth: true
        visible: panel.marker.unheeded
        text: qsTr("The system of your office is older: it does not keep hidden what you hide here when a result is shown to everybody.")
    }

    Flow {
        Layout.fillWidth: true
        visible: panel.coloured
        spacing: Theme.s8
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("What it means")

        Repeater {
            model: panel.words.inks

            MarkTool {
                required property var modelData

                objectName: "mark.ink." + modelData.ink
                width: panel.cell(panel.flat || Theme.scale <= 1.3 ? 4 : 2)
                swatched: true
                swatch: modelData.colour
                text: modelData.text
                current: panel.marker.ink === modelData.ink
                onClicked: panel.marker.setInk(modelData.ink)
            }
        }
    }

    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: panel.kind === "blur" ? qsTr("Draw a box over a face or a number plate. Copies and results show nothing of it; the original stays with the case as evidence.") : panel.kind === "crop" ? qsTr("Draw a box around what stays. Copies and results show nothing of what is outside; the original stays with the case as evidence.") : ""
        kind: "small"
        quiet: true
        paragraph: true
    }

    TextLine {
        id: label

        objectName: "mark.label"
        Layout.fillWidth: true
        visible: panel.marker.chosenKind === "text"
        label: qsTr("Words of the label")
        maximumLength: 40
        text: panel.marker.chosenText
        onEdited: text => panel.marker.write(text)
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.s8

        AppButton {
            objectName: "mark.remove"
            iconName: "trash"
            text: qsTr("Remove")
            enabled: panel.marker.chosen >= 0
            reason: qsTr("No mark is chosen")
            onClicked: panel.marker.remove()
        }

        Chip {
            id: original

            objectName: "mark.original"
            iconName: "eye"
            text: qsTr("Original")
            checkable: true
            checked: panel.marker.original
            onToggled: {
                panel.marker.setOriginal(original.checked);
                original.checked = Qt.binding(() => panel.marker.original);
            }
        }
    }
}
