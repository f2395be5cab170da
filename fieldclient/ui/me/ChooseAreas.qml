import fieldclient.ui.parts.dialogs

// The system's own dialog for a file of areas.
AskFile {
    title: qsTr("Choose a file of areas")
    nameFilters: [qsTr("Areas") + " (*.geojson *.json *.gpkg *.shp)", qsTr("All files") + " (*)"]
}
