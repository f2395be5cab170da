"""Colours, type and measures by meaning, for every theme. QML module `fieldclient.ui.theme`."""
