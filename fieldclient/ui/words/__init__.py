"""Codes become sentences here and nowhere else, in Chinese and English, without Qt.

`Words("zh").sentence(problem)`, `.of(Stage.HANDLING)`, `.deadline(…)`: one object per language, everything on it. A new code or
enumeration value needs its line in the table of its noun; a test finds what is missing.
"""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair
from fieldclient.ui.words.speaker import SENTENCES, TABLES, Words

__all__ = ["SENTENCES", "TABLES", "Pair", "Words"]
