"""Where in a text the things looked for stand, so that the window can show why a case was found. Pure.

Read as the search reads: small and capital, full and half width alike, spaces part nothing, letters may be initials of Chinese.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from fieldclient.store.case_text import folded, runs

Span = tuple[int, int]  # first place, and the place after the last
AROUND = 8  # characters of a text shown before the first hit
LONGEST = 60  # characters of a text shown in all


def wanted_of(text: str) -> tuple[str, ...]:
    """What is looked for, in the pieces in which it may stand in a text."""
    return _wanted(text)


@lru_cache(8)
def _wanted(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(run for term in folded(text).split() for run in runs(term)))


def spans(text: str, wanted: Sequence[str], reads: Callable[[str], str] | None = None) -> tuple[Span, ...]:
    """In order, none touching another. `reads`: the initials of a character; None: initials are not looked for."""
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        for part in folded(sign):
            if not part.isspace():
                signs.append(part)
                places.append(at)
    stream, found = "".join(signs), list[Span]()
    for each in wanted:
        hits = _literally(stream, each) or (_heard(signs, each, reads) if reads is not None and _letters(each) else [])
        found += ((places[at], places[at + len(each) - 1] + 1) for at in hits)
    return _joined(found)


def excerpt(text: str, hits: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The part of a long text around its first hit, and where the hits stand in that; empty where nothing was hit."""
    if not hits:
        return "", ()
    text = " ".join(text.split("\n")) if "\n" in text else text
    first = max(0, hits[0][0] - AROUND)
    last = min(len(text), first + LONGEST)
    before, behind = "…" if first else "", "…" if last < len(text) else ""
    moved = len(before) - first
    kept = tuple((start + moved, min(end, last) + moved) for start, end in hits if start < last)
    return before + text[first:last] + behind, kept


def _literally(stream: str, wanted: str) -> list[int]:
    hits, at = list[int](), stream.find(wanted)
    while at >= 0:
        hits.append(at)
        at = stream.find(wanted, at + 1)
    return hits


def _letters(wanted: str) -> bool:
    return len(wanted) > 1 and wanted.isascii() and wanted.isalpha()


def _heard(signs: Sequence[str], wanted: str, reads: Callable[[str], str]) -> list[int]:
    readings = [reads(sign) for sign in signs]
    starts = range(len(signs) - len(wanted) + 1)
    return [at for at in starts if all(letter in readings[at + place] for place, letter in enumerate(wanted))]


def _joined(found: list[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for start, end in sorted(found):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return tuple(out)
