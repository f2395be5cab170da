pragma ComponentBehavior: Bound

import QtQuick

// A card or folder at once: choose, take in, sort, drafts. One page at a time.
FocusScope {
    id: page

    required property IntakeRoom room
    property bool fullScreen: false

    signal openCase(string caseId)
    signal openDraft(string draftId)
    signal closed

    function back(): bool {
        return (pages.item as SortPage)?.back() || page.room.back();
    }

    // The system's dialogs are a library of their own: loaded when somebody asks for one.
    function chooseFolder(): void {
        if (folders.item !== null)
            (folders.item as IntakeFolders).open();
        else
            folders.source = "IntakeFolders.qml";
    }

    function chooseTrack(): void {
        if (tracks.item !== null)
            (tracks.item as TrackFiles).open();
        else
            tracks.source = "TrackFiles.qml";
    }

    Loader {
        id: pages

        anchors.fill: parent
        focus: true
        asynchronous: true // in small steps, so that the window never stands still
        sourceComponent: {
            switch (page.room.step) {
            case "taking":
                return taking;
            case "sort":
                return sorting;
            case "done":
                return harvest;
            default:
                return choosing;
            }
        }
        onLoaded: {
            const loaded = item as Item;
            loaded.focus = true;
            if (page.activeFocus) // else somebody writes elsewhere: at the start, or while a card is being taken in
                loaded.forceActiveFocus();
        }
    }

    Component {
        id: choosing

        ChooseCard {
            room: page.room
            onClosed: page.closed()
            onFolderWanted: page.chooseFolder()
            onTrackWanted: page.chooseTrack()
        }
    }

    Component {
        id: taking

        TakingPage {
            room: page.room
            onClosed: page.closed()
        }
    }

    Component {
        id: sorting

        SortPage {
            room: page.room
            onClosed: page.closed()
            onTrackWanted: page.chooseTrack()
        }
    }

    Component {
        id: harvest

        HarvestPage {
            room: page.room
            onClosed: page.closed()
            onOpenDraft: draftId => page.openDraft(draftId)
        }
    }

    Loader {
        id: folders

        visible: false
        onLoaded: (item as IntakeFolders).open()
    }

    Connections {
        target: folders.item as IntakeFolders

        function onAccepted(): void {
            page.room.places.addFolder((folders.item as IntakeFolders).selectedFolder);
        }
    }

    Loader {
        id: tracks

        visible: false
        onLoaded: (item as TrackFiles).open()
    }

    Connections {
        target: tracks.item as TrackFiles

        function onAccepted(): void {
            page.room.addTrack((tracks.item as TrackFiles).selectedFile);
        }
    }
}
