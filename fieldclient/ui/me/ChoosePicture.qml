import fieldclient.ui.parts.dialogs

// The system's own dialog for the picture of a code.
AskFile {
    title: qsTr("Choose a picture of the code")
    nameFilters: [qsTr("Pictures") + " (*.png *.jpg *.jpeg *.heic *.webp *.bmp *.gif *.tif)", qsTr("All files") + " (*)"]
}
