import QtQuick.Dialogs

// The system's own dialog for the picture of a code.
FileDialog {
    title: qsTr("Choose a picture of the code")
    nameFilters: [qsTr("Pictures") + " (*.png *.jpg *.jpeg *.heic *.webp *.bmp *.gif *.tif)", qsTr("All files") + " (*)"]
}
