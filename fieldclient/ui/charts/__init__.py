"""Charts for every room that shows numbers: bars, heat of grids, the same as a table. QML module `fieldclient.ui.charts`."""
