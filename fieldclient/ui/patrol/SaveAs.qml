import QtQuick.Dialogs
import fieldclient.ui.theme

// The system's own dialog for where a file goes.
FileDialog {
    id: dialog

    property string ending: "pdf"
    readonly property bool covered: Theme.covered // a lock leaves no dialog open over it

    fileMode: FileDialog.SaveFile
    defaultSuffix: ending
    nameFilters: [ending === "pdf" ? qsTr("PDF files (*.pdf)") : qsTr("Track files (*.gpx)")]
    title: ending === "pdf" ? qsTr("Save the summary") : qsTr("Save the track")
    onCoveredChanged: {
        if (dialog.covered)
            dialog.close();
    }
}
