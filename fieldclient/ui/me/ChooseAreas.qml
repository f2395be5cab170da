import QtQuick.Dialogs

// The system's own dialog for a file of areas.
FileDialog {
    title: qsTr("Choose a file of areas")
    nameFilters: [qsTr("Areas") + " (*.geojson *.json *.gpkg *.shp)", qsTr("All files") + " (*)"]
}
