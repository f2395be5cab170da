"""One word or sentence in both languages, and in any other that has its file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Pair(NamedTuple):
    """The same in Chinese and English. `{name}` stands for a fact. Written out and never put together: a third language finds
    its words by these two (fieldclient/ui/languages.py)."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """In this language; in English where a further one lacks the sentence."""
        if language == "zh":
            return self.zh
        if language == "en":
            return self.en
        from fieldclient.ui import languages

        further = languages.words(language)
        return further.get(f"{self.zh}|{self.en}") or further.get(self.en, self.en)


Table = Mapping[StrEnum, Pair]
