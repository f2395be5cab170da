import QtQuick
import fieldclient.ui.theme

// Asks where a file goes. The system's dialogs are a library of their own: loaded when somebody asks for one.
Item {
    id: keeper

    property string ending: "pdf"
    property url proposed

    signal chosen(string ending, url file)

    // A name that is found after a lock came opens no dialog over it.
    function ask(ending: string, proposed: url): void {
        if (Theme.covered)
            return;
        keeper.ending = ending;
        keeper.proposed = proposed;
        if (loader.item !== null)
            keeper.show();
        else
            loader.source = "SaveFile.qml";
    }

    function show(): void {
        const dialog = loader.item as SaveFile;
        dialog.ending = keeper.ending;
        dialog.selectedFile = keeper.proposed;
        dialog.open();
    }

    visible: false

    Loader {
        id: loader

        onLoaded: keeper.show()
    }

    Connections {
        target: loader.item as SaveFile

        function onAccepted(): void {
            keeper.chosen(keeper.ending, (loader.item as SaveFile).selectedFile);
        }
    }
}
