"""Making a report: photos, where, when, what; and praise in two taps. QML module `fieldclient.ui.report`."""
