import fieldclient.ui.parts.dialogs

// The system's own dialog for the files of a receiver.
AskFile {
    title: qsTr("Choose a track (GPX or NMEA)")
    nameFilters: [qsTr("Tracks") + " (*.gpx *.nmea *.log *.txt)", qsTr("All files") + " (*)"]
}
