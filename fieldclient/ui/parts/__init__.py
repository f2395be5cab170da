"""Parts that know nothing: properties in, signals out. QML module `fieldclient.ui.parts`; rows.py makes their models."""
