"""Home: what is asked of me, what I began, what I sent. QML module `fieldclient.ui.home`."""
