"""The window. Qt lives here and nowhere else; see README.md in this folder for how a room is made."""

from __future__ import annotations

from fieldclient.ui.steady import pin_constants

pin_constants()
