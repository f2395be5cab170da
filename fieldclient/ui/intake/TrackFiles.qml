import QtQuick.Dialogs

// The system's own dialog for the files of a receiver.
FileDialog {
    title: qsTr("Choose a track (GPX or NMEA)")
    nameFilters: [qsTr("Tracks") + " (*.gpx *.nmea *.log *.txt)", qsTr("All files") + " (*)"]
}
