import QtQuick.Dialogs
import fieldclient.ui.theme

// The system's own dialog for a file of map tiles.
FileDialog {
    id: dialog

    readonly property bool covered: Theme.covered // a lock leaves no dialog open over it

    title: qsTr("Choose a map (MBTiles or PMTiles)")
    nameFilters: [qsTr("Maps") + " (*.mbtiles *.pmtiles)", qsTr("All files") + " (*)"]
    onCoveredChanged: {
        if (dialog.covered)
            dialog.close();
    }
}
