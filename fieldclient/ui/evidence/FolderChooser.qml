import fieldclient.ui.parts.dialogs

// The system's own dialog for a folder.
AskFolder {
    title: qsTr("Choose a folder with photos")
}
