"""Telling a person who looks elsewhere, by notifications and an icon in the tray. QML module `fieldclient.ui.notify`."""
