import QtQuick.Dialogs
import fieldclient.ui.theme

// The system's own dialog for the files of a receiver.
FileDialog {
    id: dialog

    readonly property bool covered: Theme.covered // a lock leaves no dialog open over it

    title: qsTr("Choose a track (GPX or NMEA)")
    nameFilters: [qsTr("Tracks") + " (*.gpx *.nmea *.log *.txt)", qsTr("All files") + " (*)"]
    onCoveredChanged: {
        if (dialog.covered)
            dialog.close();
    }
}
