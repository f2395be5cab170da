pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import fieldclient.ui.parts

// The maps on this device and those that the hub offers.
AppPage {
    id: pane

    required property MapRoom room
    readonly property TilesDesk tiles: room.tiles

    // The system's dialogs are a library of their own: loaded when somebody asks for one.
    function choose(): void {
        if (files.item !== null)
            (files.item as TileFiles).open();
        else
            files.source = "TileFiles.qml";
    }

    objectName: "map.maps"
    title: qsTr("Maps on this device")
    back: true
    onBackClicked: room.closeCard()
    footed: tiles.asked === ""
    footer: AppButton {
        objectName: "map.import"
        Layout.fillWidth: true
        kind: "primary"
        text: qsTr("Add a map file …")
        iconName: "plus"
        busy: pane.tiles.busy
        enabled: !pane.tiles.busy
        onClicked: pane.choose()
    }

    TileImport {
        Layout.fillWidth: true
        visible: pane.tiles.asked !== ""
        tiles: pane.tiles
    }

    AppText {
        Layout.fillWidth: true
        visible: pane.tiles.sets.count === 0 && pane.tiles.asked === ""
        text: qsTr("No map file yet. Cases, grids and streets are drawn all the same. Add an MBTiles or PMTiles file, or fetch a map from the hub.")
        quiet: true
        paragraph: true
    }

    Repeater {
        model: pane.tiles.sets

        TileLine {
            id: entry

            required name
            required property string line
            required shown
            required problem
            required property string rowId

            objectName: "map.set." + rowId
            Layout.fillWidth: true
            about: entry.line
            onToggled: on => pane.tiles.show(rowId, on)
            onRemoved: pane.tiles.remove(rowId)
        }
    }

    SectionTitle {
        Layout.fillWidth: true
        visible: pane.tiles.offers.count > 0 || pane.tiles.away !== ""
        text: qsTr("From the hub")
    }

    AppText {
        Layout.fillWidth: true
        visible: text !== ""
        text: pane.tiles.away
        quiet: true
        paragraph: true
    }

    Repeater {
        model: pane.tiles.offers

        FactRow {
            required property string rowId
            required property string name
            required property string line

            objectName: "map.offer." + rowId
            Layout.fillWidth: true
            iconName: "layers"
            title: qsTr("Fetch the whole map")
            value: name
            source: line
            endIcon: "download"
            onEditRequested: pane.tiles.fetch(rowId)
        }
    }

    TakeList {
        take: pane.room.take
    }

    Loader {
        id: files

        visible: false
        onLoaded: (item as TileFiles).open()
    }

    Connections {
        target: files.item as TileFiles

        function onAccepted(): void {
            pane.tiles.lookInto((files.item as TileFiles).selectedFile);
        }
    }
}
