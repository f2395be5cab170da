"""What texts are searched by: runs of letters and digits, alike for every way of writing them, in pairs of neighbours. Pure.

Words are kept as pairs of neighbouring characters ("占道经营" → 占道 道经 经营 营): any two characters in a row are then found
by a phrase query, Chinese or digits, without a dictionary. Measured on 20,000 Chinese texts: everything found, 0.45 ms;
SQLite's own tokenizers found none (unicode61) or 42 % (trigram). The index is half as large again as the texts.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from operator import add

_PRIVATE, _PRIVATE_SIZE = 0xF0000, 0xFFFE  # a private plane: SQLite takes its characters for letters


class _Plain(dict[int, int]):
    """Letters, digits and pictures stay, what parts words becomes a space.

    SQLite's tokenizer knows the letters of an old Unicode: younger ones (characters for place names are added all the time) and
    pictures are written in private characters. Two of them may share one, which finds a case too many and never one too few.
    """

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        if not sign.isalnum() and unicodedata.category(sign) != "So":
            made = 0x20
        elif unicodedata.ucd_3_2_0.category(sign)[0] in "LN":
            made = code
        else:
            made = _PRIVATE + code % _PRIVATE_SIZE
        self[code] = made
        return made


_plain = _Plain()


def folded(text: str) -> str:
    """Alike for small and capital letters and for full and half width."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def runs(text: str) -> list[str]:
    """The text's letters and digits without what lies between them."""
    return folded(text).translate(_plain).split()


def terms(text: str) -> tuple[str, ...]:
    """What somebody looks for, folded: each has to be there, in any order. Signs part them, as they part words in a text: what is
    looked for by name would not be found with a sign beside it. Between letters and digits of ours they stay: C01-01 is a code.
    """
    return tuple(dict.fromkeys(term for each in folded(text).split() for term in _parted(each)))


def _parted(text: str) -> list[str]:
    plain = "".join(sign if _plain[ord(sign)] != 0x20 else " " for sign in text)
    found = plain.split()
    return [text[plain.index(found[0]):len(plain.rstrip())]] if found and text.isascii() else found


def words(*texts: str) -> str:
    """What the index keeps. The single last character ends a run, so that no phrase crosses into the next one."""
    return " ".join([found for text in texts if text and (found := _pairs(text))])


@lru_cache(4096)  # the same grids, streets and departments in every case
def _pairs(text: str) -> str:
    pairs: list[str] = []
    # "路 8 号" is looked for as "8号": spaces part nothing here, other signs do
    for run in runs("".join(text.split())):
        pairs += map(add, run, run[1:])
        pairs.append(run[-1])
    return " ".join(pairs)


def plain_number(number: str | None) -> str | None:
    """A case's number of ASCII letters and digits, folded: such numbers are found without the index of words, whose every pair of
    digits is in every case. None for another one, and where there is none."""
    return number.lower() if number is not None and number.isascii() and number.isalnum() else None


def query(text: str) -> str | None:
    """The same for what somebody looks for: every run has to be there, in any order. None when there is nothing to look for."""
    phrases = []
    for run in runs(text):
        if len(run) == 1:
            phrases.append(f'"{run}" *')  # the start of a pair, or a run's end
        else:
            phrases.append('"' + " ".join(run[at : at + 2] for at in range(len(run) - 1)) + '"')
    return " AND ".join(phrases) or None
