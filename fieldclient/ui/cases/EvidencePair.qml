import QtQuick
import QtQuick.Layouts
import fieldclient.ui.evidence
import fieldclient.ui.parts
import fieldclient.ui.theme

// How it looked beside the place for how it looks now.
GridLayout {
    id: pair

    required property CasesRoom room
    required property string prefix
    property url before: room.caseData.before
    property string beforeHash: room.caseData.beforeHash
    property string beforeText: qsTr("Before")
    readonly property bool beside: width >= 560 && beforeHash !== ""
    property int tileHeight: Math.round(Math.max(200, Math.min(264, (beside ? width / 2 : width) * 0.66)))

    columns: beside ? 2 : 1
    columnSpacing: Theme.s12
    rowSpacing: Theme.s12

    PhotoTile {
        objectName: pair.prefix + ".before"
        Layout.fillWidth: true
        Layout.preferredWidth: 100
        Layout.preferredHeight: pair.tileHeight
        Layout.alignment: Qt.AlignTop
        visible: pair.beforeHash !== ""
        source: pair.before
        mark: pair.beforeText
        onClicked: pair.room.zoom(pair.beforeHash)
    }

    EvidenceSlots {
        Layout.fillWidth: true
        Layout.preferredWidth: 100
        Layout.alignment: Qt.AlignTop
        editor: pair.room.editor
        prefix: pair.prefix
        tileHeight: pair.tileHeight
        onTakeRequested: slot => pair.room.takePhoto(slot)
        onPickRequested: slot => pair.room.pickPhotos(slot)
        onVoiceRequested: pair.room.takeVoice()
        onViewRequested: sha256 => pair.room.viewPhoto(sha256)
    }
}
