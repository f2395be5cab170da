pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What is odd about the place: asked, and never changed without the person.
ColumnLayout {
    id: list

    required property ReportAdvisor advisor

    spacing: Theme.s8
    visible: questions.count > 0

    Repeater {
        id: questions

        model: list.advisor.asked

        Notice {
            required property string rowId
            required property string said
            required property string word

            objectName: "report.question." + rowId
            Layout.fillWidth: true
            meaning: "attention"
            iconName: "map-pin"
            text: said
            actionText: word
            onActionClicked: list.advisor.answer(rowId)
        }
    }
}
