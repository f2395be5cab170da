import QtQuick.Dialogs

// The system's own dialog for a folder.
FolderDialog {
    title: qsTr("Choose a card or folder")
}
