pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// Before and after side by side, and every photo of the case below.
ColumnLayout {
    id: control

    required property CasesRoom room
    readonly property CaseState caseData: room.caseData

    spacing: Theme.s8

    BeforeAfter {
        objectName: "case.photos"
        Layout.fillWidth: true
        visible: control.caseData.handled && control.caseData.photos.count > 0
        before: control.caseData.before
        after: control.caseData.after
        onOpened: photo => control.room.zoom(photo.toString() === control.caseData.after ? control.caseData.afterHash : control.caseData.beforeHash)
    }

    MatchNote {
        id: matched

        Layout.fillWidth: true
        name: "case.match"
        compareName: "case.compare"
        match: control.room.matches.handled
        onCompareRequested: control.room.compare()
    }

    AppButton {
        objectName: "case.compare"
        Layout.alignment: Qt.AlignRight
        visible: !matched.visible && control.caseData.before !== "" && control.caseData.after !== ""
        iconName: "columns"
        text: qsTr("Compare")
        onClicked: control.room.compare()
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.s8
        visible: control.caseData.photos.count > 0

        Repeater {
            id: all

            readonly property int across: control.caseData.handled ? Math.max(3, Math.floor(control.width / (140 * Theme.scale))) : Math.min(Math.max(2, count), Math.max(2, Math.floor(control.width / 230)))

            model: control.caseData.photos

            PhotoTile {
                required property string rowId
                required property url picture
                required property string label
                required property string kind
                required property int index

                objectName: "case.photo." + index
                width: Math.floor((control.width - (all.across - 1) * Theme.s8) / all.across)
                height: Math.round(width * 0.72)
                source: picture
                mark: label
                film: kind
                onClicked: control.room.zoom(rowId)
            }
        }
    }
}
