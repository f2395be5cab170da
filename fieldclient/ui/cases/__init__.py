"""Cases: the list, one case with its story, and a page for each act on it. QML module `fieldclient.ui.cases`."""
