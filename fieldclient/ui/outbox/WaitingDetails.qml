import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts
import fieldclient.ui.theme

// What an entry holds, and everything that can be done about it.
ColumnLayout {
    id: details

    required property WaitingRow entry

    spacing: Theme.s12

    FileLines {
        objectName: "outbox.files." + details.entry.rowId
        Layout.fillWidth: true
        Layout.leftMargin: Theme.s12 + 64 + Theme.s12
        Layout.rightMargin: Theme.s16
        visible: details.entry.files.length > 0
        files: details.entry.files
    }

    AppButton {
        objectName: "outbox.help." + details.entry.rowId
        Layout.leftMargin: Theme.s12 + 64 + Theme.s12
        visible: details.entry.ownHelp
        text: details.entry.helpText
        iconName: details.entry.helpIcon
        onClicked: details.entry.stepChosen(details.entry.helps)
    }

    Steps {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.s12
        Layout.rightMargin: Theme.s12
        rowId: details.entry.rowId
        steps: details.entry.steps
        done: details.entry.ownHelp ? details.entry.helps : ""
        onChosen: step => details.entry.stepChosen(step)
    }
}
