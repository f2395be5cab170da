"""The map: cases in view, tiles on this device, areas taken along. QML module `fieldclient.ui.map`."""
