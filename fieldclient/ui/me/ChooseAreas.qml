import QtQuick.Dialogs
import fieldclient.ui.theme

// The system's own dialog for a file of areas.
FileDialog {
    id: dialog

    readonly property bool covered: Theme.covered // a lock leaves no dialog open over it

    title: qsTr("Choose a file of areas")
    nameFilters: [qsTr("Areas") + " (*.geojson *.json *.gpkg *.shp)", qsTr("All files") + " (*)"]
    onCoveredChanged: {
        if (dialog.covered)
            dialog.close();
    }
}
