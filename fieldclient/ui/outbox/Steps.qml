pragma ComponentBehavior: Bound

import QtQuick
import fieldclient.ui.parts
import fieldclient.ui.theme

// What can be done about an entry. `steps`: {step, text, icon}; the one that is the button already is left out.
Flow {
    id: list

    required property string rowId
    property list<var> steps: []
    property string done: "" // the step that has a button of its own above

    signal chosen(string step)

    spacing: Theme.s8

    Repeater {
        model: list.steps.filter(each => each.step !== list.done)

        AppButton {
            required property var modelData

            objectName: "outbox." + modelData.step + "." + list.rowId
            kind: modelData.step === "open" || modelData.step === "aside" ? "quiet" : "secondary"
            text: modelData.text
            iconName: modelData.icon
            onClicked: list.chosen(modelData.step)
        }
    }
}
