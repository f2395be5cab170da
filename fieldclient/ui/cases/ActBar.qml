pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// What I can do now, from the table of the life cycle; the one that leads is the primary button at the end.
Flow {
    id: bar

    required property CasesRoom room

    spacing: Theme.s12
    layoutDirection: Qt.RightToLeft

    Repeater {
        model: bar.room.caseData.acts

        AppButton {
            required property string rowId
            required property string title
            required property string symbol
            required property bool primary

            objectName: "case.act." + rowId
            height: Theme.primary
            kind: primary ? "primary" : "secondary"
            iconName: symbol
            text: title
            busy: bar.room.caseData.doing === rowId
            onClicked: bar.room.start(rowId)
        }
    }
}
