pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// The photos of a draft: the slots it asks for as large tiles, all others in a strip below.
ColumnLayout {
    id: control

    required property DraftEditor editor
    property string prefix: "draft"
    property color behind: Theme.colors.page
    property int tileHeight: 0 // 0: by the width
    property bool square: false // three tiles two by two, with the buttons in the fourth place
    readonly property bool inSquare: square && tiles.count === 3 && width >= 460
    readonly property int columns: inSquare ? 2 : width < 460 ? 1 : Math.max(1, tiles.count)

    // All are as high as the one whose words take most lines.
    property real lowest: 0

    function level(): void {
        let most = 0;
        for (let at = 0; at < tiles.count; at++)
            most = Math.max(most, (tiles.itemAt(at) as PhotoSlot)?.lowest ?? 0);
        control.lowest = most;
    }

    signal takeRequested(string slot)
    signal pickRequested(string slot)
    signal viewRequested(string sha256)
    signal voiceRequested

    spacing: Theme.s12

    SlotWords {
        id: words
    }

    GridLayout {
        Layout.fillWidth: true
        visible: tiles.count > 0
        columns: control.columns
        columnSpacing: Theme.s12
        rowSpacing: Theme.s12

        Repeater {
            id: tiles

            model: control.editor.slots

            PhotoSlot {
                id: tile

                required property string rowId
                required property string sha256
                required property url picture
                required property bool lacking
                readonly property int byWidth: Math.max(196, Math.min(260, Math.round(width * 0.75)))

                objectName: control.prefix + ".slot." + rowId
                Layout.fillWidth: true
                Layout.preferredWidth: 100
                Layout.preferredHeight: Math.max(lowest, control.lowest, control.tileHeight > 0 ? control.tileHeight : byWidth)
                title: words.title(rowId)
                hint: words.hint(rowId)
                source: picture
                needed: lacking
                behind: control.behind
                onLowestChanged: Qt.callLater(control.level)
                Component.onCompleted: Qt.callLater(control.level)
                onClicked: sha256 === "" ? control.takeRequested(rowId) : control.viewRequested(sha256)

                IconButton {
                    objectName: tile.objectName + ".files"
                    anchors.right: parent.right
                    anchors.top: parent.top
                    anchors.margins: Theme.s4
                    visible: tile.empty
                    iconName: "images"
                    ink: Theme.colors.textQuiet
                    text: qsTr("%1: choose from files").arg(tile.title)
                    onClicked: control.pickRequested(tile.rowId)
                }
            }
        }

        AddPhotos {
            Layout.fillWidth: true
            Layout.preferredWidth: 100
            Layout.alignment: Qt.AlignTop
            visible: control.inSquare && control.editor.free > 0
            prefix: control.prefix
            onTakeRequested: control.takeRequested("")
            onPickRequested: control.pickRequested("")
            onVoiceRequested: control.voiceRequested()
        }
    }

    Flow {
        Layout.fillWidth: true
        visible: extras.count > 0
        spacing: Theme.s8

        Repeater {
            id: extras

            model: control.editor.more

            PhotoTile {
                id: extra

                required property string rowId
                required property url picture
                required property string kind
                required property string length
                required property int index

                objectName: control.prefix + ".photo." + index
                film: kind
                mark: length
                width: 112
                height: 84
                source: picture
                behind: control.behind
                onClicked: control.viewRequested(rowId)
            }
        }
    }

    AddPhotos {
        Layout.fillWidth: true
        visible: !control.inSquare && control.editor.ready && control.editor.free > 0
        prefix: control.prefix
        onTakeRequested: control.takeRequested("")
        onPickRequested: control.pickRequested("")
        onVoiceRequested: control.voiceRequested()
    }

    Repeater {
        model: control.editor.remarks

        RemarkLine {
            required property int index

            objectName: control.prefix + ".remark." + index
            Layout.fillWidth: true
            subject: slot === "" ? qsTr("Photo") : words.title(slot)
            onOpened: sha256 === "" ? control.takeRequested(slot) : control.viewRequested(sha256)
        }
    }

    Repeater {
        model: control.editor.notes

        Notice {
            required property string modelData

            Layout.fillWidth: true
            text: modelData
        }
    }
}
