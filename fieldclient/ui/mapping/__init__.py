"""The map as furniture: what is looked at, the sheet it is drawn on, and what lies on it. QML module `fieldclient.ui.mapping`."""
