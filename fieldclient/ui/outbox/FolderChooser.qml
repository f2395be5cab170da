import QtQuick.Dialogs

// The system's own dialog for a stick's folder.
FolderDialog {
    title: qsTr("Choose the stick or a folder")
}
