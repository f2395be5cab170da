import QtQuick.Dialogs
import fieldclient.ui.theme

// The system's own dialog for where a file goes. `ending` tells what kind it is.
FileDialog {
    id: dialog

    property string ending: "pdf"
    readonly property bool covered: Theme.covered // a lock leaves no dialog open over it

    fileMode: FileDialog.SaveFile
    defaultSuffix: ending
    nameFilters: [ending === "pdf" ? qsTr("PDF files (*.pdf)") : ending === "xlsx" ? qsTr("Excel files (*.xlsx)") : ending === "csv" ? qsTr("Tables as text (*.csv)") : ending === "kml" ? qsTr("Map files (*.kml)") : qsTr("GeoJSON files (*.geojson)")]
    title: ending === "pdf" ? qsTr("Save the case") : qsTr("Save the cases")
    onCoveredChanged: {
        if (dialog.covered)
            dialog.close();
    }
}
