import QtQuick.Dialogs
import fieldclient.ui.theme

// The system's own dialog for a file. A lock leaves none open over it.
FileDialog {
    id: dialog

    readonly property bool covered: Theme.covered

    onCoveredChanged: {
        if (dialog.covered)
            dialog.close();
    }
}
