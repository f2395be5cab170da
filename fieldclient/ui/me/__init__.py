"""Me: who I am here, how the window looks, this device, the way to the hub. QML module `fieldclient.ui.me`."""
