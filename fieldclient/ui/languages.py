"""The languages the window speaks: Chinese and English, and any other of which there are two files. Standard library only.

A further language is `fieldclient_CODE.qm` (the texts of QML) and `words_CODE.json` (the sentences for codes), in resources/i18n
or in the folder that FIELDCLIENT_LANGUAGES names. No code says its name: resources/i18n/README.md tells how one is made.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "i18n"
VARIABLE = "FIELDCLIENT_LANGUAGES"
OWN = ("zh", "en")  # their words stand in `words`
_CATALOGUE = re.compile(r"fieldclient_([a-z]{2,3}(?:_[A-Za-z]{2,4})?)\.qm")


def folders() -> tuple[Path, ...]:
    further = os.environ.get(VARIABLE, "")
    return (SHIPPED, Path(further)) if further else (SHIPPED,)


def codes() -> tuple[str, ...]:
    """Chinese, English, then the others in the order of their codes."""
    return (*OWN, *sorted({code for folder in folders() for code in _codes_in(folder)} - set(OWN)))


def _codes_in(folder: Path) -> list[str]:
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [match[1] for name in names if (match := _CATALOGUE.fullmatch(name))]


def catalogue(code: str) -> Path:
    """The compiled texts of this language, where they are or would be."""
    return _file(f"fieldclient_{code}.qm")


def words(code: str) -> dict[str, str]:
    """English → this language, or Chinese|English → this language; see `_read`."""
    return _read(_file(f"words_{code}.json"))


def _file(name: str) -> Path:
    return next((folder / name for folder in folders() if (folder / name).exists()), SHIPPED / name)


@cache
def _read(file: Path) -> dict[str, str]:
    """What can be said. An entry that names facts the English does not have would fail in somebody's hands: it is passed over."""
    import json  # not before the first frame

    try:
        told = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    entries = told.items() if isinstance(told, dict) else ()
    return {key: said for key, said in entries if isinstance(said, str) and said and names(said) <= names(key.rpartition("|")[2])}


def names(text: str) -> set[str]:
    """The facts a sentence names in braces. What cannot be read names one that nobody has."""
    import string

    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return {"\0"}
    return {f"{name}{form}{kind or ''}" for _, name, form, kind in parts if name is not None}
