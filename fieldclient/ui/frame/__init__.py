"""Rail, status strip, toasts and places: what stands around every room. QML module `fieldclient.ui.frame`."""
