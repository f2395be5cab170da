"""Choosing what a report is about: the catalogue as rows, searched by name, keyword and pinyin. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

from fieldclient.work.views import CategoryRow, SubcategoryRow
from sync.protocol.catalogue import Catalogue, Subcategory
from sync.protocol.people import Person, Role

_PUBLIC = frozenset({Role.CITIZEN, Role.VOLUNTEER})


def category_rows(catalogue: Catalogue) -> tuple[CategoryRow, ...]:
    ordered = sorted(catalogue.categories, key=lambda each: (each.extension, each.order))
    return tuple(CategoryRow(each.code, each.zh, each.en, each.icon, each.extension) for each in ordered)


def subcategory_row(found: Subcategory) -> SubcategoryRow:
    return SubcategoryRow(
        code=found.code, category=found.category, zh=found.zh, en=found.en, icon=found.icon,
        hint_zh=found.evidence.hint_zh, hint_en=found.evidence.hint_en, urgent=found.urgent,
        confused_with=found.confused_with,
    )


def offered(catalogue: Catalogue, person: Person | None) -> list[Subcategory]:
    """What takes a permit or a register to judge is offered to staff only."""
    staff = person is not None and not set(person.roles) <= _PUBLIC
    return [found for found in catalogue.subcategories if found.citizen_visible or staff]


def find(
    catalogue: Catalogue, person: Person | None, today: date, *, category: str | None = None, query: str = ""
) -> tuple[SubcategoryRow, ...]:
    """Without a query in the catalogue's order, what is in season first; with one by how well the name fits."""
    among = [found for found in offered(catalogue, person) if category in (None, found.category)]
    wanted = plain(query)
    if wanted:
        ranked = sorted((rank, place, found) for place, found in enumerate(among) if (rank := fit(found, wanted)) is not None)
        return tuple(subcategory_row(found) for _, _, found in ranked)
    in_season = sorted(among, key=lambda found: not (found.season is not None and found.season.covers(today)))
    return tuple(map(subcategory_row, in_season if category is not None else among))


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def fit(found: Subcategory, wanted: str) -> int | None:
    """How well it fits, 0 best; None when it does not. Names before keywords, the start of a word before its middle."""
    names = [plain(found.zh), plain(found.en)]
    sounds = [plain(found.pinyin), found.pinyin_initials.casefold()]
    keywords = [plain(word) for word in (*found.keywords_zh, *found.keywords_en)]
    spoken = [plain(word) for word in found.keywords_pinyin]
    if wanted in names or wanted == plain(found.code):
        return 0
    for rank, words in ((1, names), (2, sounds), (3, keywords), (4, spoken)):
        if any(word.startswith(wanted) for word in words):
            return rank
    if any(wanted in word for word in (*names, *keywords)):
        return 5
    if wanted.isascii() and len(wanted) > 2 and any(wanted in word for word in sounds[:1]):
        return 6
    # A whole sentence was typed: does it name the thing?
    return 7 if any(len(word) > 1 and word in wanted for word in (*names, *keywords)) else None


def codes_named(catalogue: Catalogue, query: str) -> list[str]:
    """Subcategories whose name, in either language, contains the text: a search for cases finds them by it."""
    wanted = plain(query)
    if not wanted:
        return []
    return [found.code for found in catalogue.subcategories if wanted in plain(found.zh) or wanted in plain(found.en)]


def names_of(catalogue: Catalogue, code: str | None) -> tuple[str, str]:
    """(zh, en). A code this catalogue does not know is shown as it is; without a code both are empty."""
    found = catalogue.subcategory(code) if code else None
    return (found.zh, found.en) if found is not None else (code or "", code or "")


def rows_of(catalogue: Catalogue, codes: Sequence[str]) -> tuple[SubcategoryRow, ...]:
    found = (catalogue.subcategory(code) for code in codes)
    return tuple(subcategory_row(each) for each in found if each is not None)
