import QtQuick.Dialogs
import fieldclient.ui.theme

// The system's own dialog for a stick's folder.
FolderDialog {
    id: dialog

    readonly property bool covered: Theme.covered // a lock leaves no dialog open over it

    title: qsTr("Choose the stick or a folder")
    onCoveredChanged: {
        if (dialog.covered)
            dialog.close();
    }
}
