import QtQuick.Dialogs
import fieldclient.ui.parts.dialogs

// The system's own dialog for where a file goes. `ending` tells what kind it is.
AskFile {
    property string ending: "pdf"

    fileMode: FileDialog.SaveFile
    defaultSuffix: ending
    nameFilters: [ending === "pdf" ? qsTr("PDF files (*.pdf)") : ending === "xlsx" ? qsTr("Excel files (*.xlsx)") : ending === "csv" ? qsTr("Tables as text (*.csv)") : ending === "kml" ? qsTr("Map files (*.kml)") : qsTr("GeoJSON files (*.geojson)")]
    title: ending === "pdf" ? qsTr("Save the case") : qsTr("Save the cases")
}
