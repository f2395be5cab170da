import QtQuick.Dialogs

// The system's own dialog for a file of map tiles.
FileDialog {
    title: qsTr("Choose a map (MBTiles or PMTiles)")
    nameFilters: [qsTr("Maps") + " (*.mbtiles *.pmtiles)", qsTr("All files") + " (*)"]
}
