import QtQuick.Dialogs
import fieldclient.ui.theme

// The system's own dialog for the picture of a code.
FileDialog {
    id: dialog

    readonly property bool covered: Theme.covered // a lock leaves no dialog open over it

    title: qsTr("Choose a picture of the code")
    nameFilters: [qsTr("Pictures") + " (*.png *.jpg *.jpeg *.heic *.webp *.bmp *.gif *.tif)", qsTr("All files") + " (*)"]
    onCoveredChanged: {
        if (dialog.covered)
            dialog.close();
    }
}
