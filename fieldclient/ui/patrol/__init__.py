"""Patrols: start, walk, end, and the printed summary. QML module `fieldclient.ui.patrol`."""
