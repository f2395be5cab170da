import QtQuick.Dialogs
import fieldclient.ui.parts.dialogs

// The system's own dialog for where a file goes.
AskFile {
    property string ending: "pdf"

    fileMode: FileDialog.SaveFile
    defaultSuffix: ending
    nameFilters: [ending === "pdf" ? qsTr("PDF files (*.pdf)") : qsTr("Track files (*.gpx)")]
    title: ending === "pdf" ? qsTr("Save the summary") : qsTr("Save the track")
}
