"""The outbox: what has not arrived yet and why, and what needs a decision. QML module `fieldclient.ui.outbox`."""
