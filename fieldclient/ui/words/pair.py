"""One word or sentence in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Pair(NamedTuple):
    """The same in Chinese and English. `{name}` stands for a fact."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


Table = Mapping[StrEnum, Pair]
