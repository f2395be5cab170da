import fieldclient.ui.parts.dialogs

// The system's own dialog for a file of map tiles.
AskFile {
    title: qsTr("Choose a map (MBTiles or PMTiles)")
    nameFilters: [qsTr("Maps") + " (*.mbtiles *.pmtiles)", qsTr("All files") + " (*)"]
}
