"""Activity: notices to me and results shown to everybody. QML module `fieldclient.ui.activity`."""
