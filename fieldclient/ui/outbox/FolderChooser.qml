import fieldclient.ui.parts.dialogs

// The system's own dialog for a stick's folder.
AskFolder {
    title: qsTr("Choose the stick or a folder")
}
