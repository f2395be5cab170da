"""JSON read value by value: a file of areas takes the memory of its largest area and not, many times over, its own size."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

PIECE_BYTES = 256 * 1024
MAX_VALUE_CHARS = 32 * 1024 * 1024  # the outline of a province at its finest is half of it; parsed it takes ten times as much
_SIGN = re.compile(r"[^ \t\n\r]")
_NO_NUMBER = re.compile(r"[^-+.0-9eE]")


class Pieces:
    """Goes forward only. Whatever is no JSON, or one value that is too large, is a ValueError."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._parse = json.JSONDecoder().raw_decode
        self._text, self._at, self._ended = "", 0, False

    def members(self) -> Iterator[str]:
        """The names in an object. Each one's value has to be read before the next name."""
        for name in self._listed("{", "}"):
            if not isinstance(name, str):
                raise ValueError("a name is a text")
            self._take(":")
            yield name

    def items(self) -> Iterator[Any]:
        """The values of an array."""
        return self._listed("[", "]")

    def value(self) -> Any:
        self._sign()
        while True:
            try:
                found, end = self._parse(self._text, self._at)
            except json.JSONDecodeError:
                if not self._more():
                    raise
                continue
            if _NO_NUMBER.search(self._text, end) or not self._more():  # at the end of a piece a number may go on
                self._at = end
                return found

    def end(self) -> None:
        if self._sign():
            raise ValueError("something follows")

    def _listed(self, opening: str, closing: str) -> Iterator[Any]:
        self._take(opening)
        if self._sign() == closing:
            self._at += 1
            return
        while True:
            yield self.value()
            sign = self._sign()
            self._at += 1
            if sign == closing:
                return
            if sign != ",":
                raise ValueError("neither another nor the end")

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise ValueError(f"no {sign}")
        self._at += 1

    def _sign(self) -> str:
        """The next one that is not blank; '' at the end."""
        while (found := _SIGN.search(self._text, self._at)) is None:
            self._at = len(self._text)
            if not self._more():
                return ""
        self._at = found.start()
        return found.group()

    def _more(self) -> bool:
        """As much again as is held, so that a large value is looked at a few times only. False at the end of the file."""
        if self._ended:
            return False
        held = self._text[self._at:]
        if len(held) > MAX_VALUE_CHARS:
            raise ValueError("one value is too large")
        data = self._file.read(max(PIECE_BYTES, len(held)))
        self._ended = not data
        self._text, self._at = held + self._decode(data, final=self._ended), 0
        return not self._ended
