"""A sorting as rows of the screen. Pure: made on the store's thread, shown on the window's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldclient.geo.clusters import Group
from fieldclient.geo.tracks import Why
from fieldclient.store.card_files import CardState
from fieldclient.ui.parts.case_line import file_url
from fieldclient.ui.words import Words
from fieldclient.work.card.cards import shown_name
from fieldclient.work.card.listing import CardPhoto
from fieldclient.work.card.sorting import Sorting
from sync.protocol.media import MAX_PHOTOS_PER_ACT, MediaKind
from sync.protocol.position import PositionSource

_KIND_ICONS = {MediaKind.PHOTO: "image", MediaKind.VIDEO: "video", MediaKind.AUDIO: "mic"}
_NO_PLACE = {Why.GAP: "at_gap", Why.BEFORE: "at_before", Why.AFTER: "at_after"}
Picture = Callable[[str], str | None]


@dataclass(frozen=True)
class GroupRow:
    """A report to be. `photos` are maps of what never changes (key, name, symbol): a tile asks for the rest, so that a new
    picture or another place does not make it anew."""

    id: str
    number: int
    title: str
    has_subject: bool
    when: str
    place: str
    count: str
    lacks: str  # what keeps it from being complete, as far as it is known here
    photos: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class BadRow:
    """A file that could not be taken, and why."""

    id: str
    name: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """All that the page shows of a sorting."""

    groups: tuple[GroupRow, ...]
    loose: tuple[dict[str, Any], ...]
    facts: dict[str, dict[str, Any]]  # by photo: picture, mark, placed
    bad: tuple[BadRow, ...]


def shown(sorting: Sorting, words: Words, picture: Picture, names: Mapping[str, str], now: datetime) -> Shown:
    """`names`: subcategories by code, in the person's language."""
    by_key = sorting.by_key()
    groups = tuple(
        group_row(group, number, by_key, words, names, now)
        for number, group in enumerate(sorting.board.groups, 1)
    )
    loose = tuple(_tile(by_key[key]) for key in sorting.board.loose if key in by_key)
    facts = {key: _facts(photo, sorting, words, picture) for key, photo in by_key.items()}
    return Shown(groups, loose, facts, bad_rows(sorting.photos, words))


def group_row(
    group: Group, number: int, by_key: Mapping[str, CardPhoto], words: Words, names: Mapping[str, str], now: datetime
) -> GroupRow:
    photos = [by_key[key] for key in group.keys if key in by_key]
    subject = names.get(group.subcategory or "", "")
    full = words.phrase("intake_full", count=str(MAX_PHOTOS_PER_ACT)) if len(photos) > MAX_PHOTOS_PER_ACT else ""
    return GroupRow(
        id=group.id, number=number, title=subject or words.phrase("no_subcategory"), has_subject=bool(subject),
        when=_when(photos, words, now), place=_place(photos, words), count=words.count("photo", len(photos)), lacks=full,
        photos=tuple(_tile(each) for each in photos),
    )


def _tile(photo: CardPhoto) -> dict[str, Any]:
    assert photo.ref is not None
    return {"key": photo.ref.sha256, "name": name_of(photo), "symbol": _KIND_ICONS[photo.ref.kind]}


def _facts(photo: CardPhoto, sorting: Sorting, words: Words, picture: Picture) -> dict[str, Any]:
    assert photo.ref is not None
    shot = sorting.shots.get(photo.ref.sha256)
    return {
        "picture": file_url(picture(photo.ref.sha256)), "mark": words.of(shot) if shot is not None else "",
        "placed": photo.position is not None,
    }


def name_of(photo: CardPhoto) -> str:
    return Path(shown_name(photo.file.path)).name


def _when(photos: Iterable[CardPhoto], words: Words, now: datetime) -> str:
    times = sorted(each.taken_at for each in photos if each.taken_at is not None)
    if not times:
        return words.phrase("no_time")
    first, last = words.moment(times[0], now), words.clock(times[-1])
    return first if first.endswith(last) else f"{first}–{last}"


def _place(photos: Iterable[CardPhoto], words: Words) -> str:
    """Where, by whom, and how many say nothing of it."""
    known = [each.position for each in photos if each.position is not None]
    if not known:
        return words.phrase("at_none")
    told = [f"{known[0].latitude:.5f}, {known[0].longitude:.5f}"]
    told.append(words.listing(dict.fromkeys(words.of(each.source) for each in known)))
    missing = sum(each.position is None for each in photos)
    if missing:
        told.append(words.phrase("at_mixed", count=str(missing)))
    return " · ".join(told)


def detail(photo: CardPhoto, words: Words, now: datetime) -> str:
    """One photo in a line: its name, its time put right, its place and who says so."""
    taken = words.phrase("no_time") if photo.taken_at is None else f"{words.moment(photo.taken_at, now)}:{photo.taken_at:%S}"
    return " · ".join((name_of(photo), taken, _place_of(photo, words)))


def _place_of(photo: CardPhoto, words: Words) -> str:
    position, where = photo.position, photo.where
    if position is None:
        return words.phrase(_NO_PLACE.get(where.why, "at_none") if where is not None else "at_none")
    if position.source is PositionSource.TRACK and where is not None:
        return words.phrase("at_track", age=words.lasting(where.age_s or 0.0), distance=words.distance(where.distance_m or 0.0))
    return words.of(position.source)


def bad_rows(photos: Iterable[CardPhoto], words: Words) -> tuple[BadRow, ...]:
    bad = [each for each in photos if each.file.state is CardState.BAD and each.problem is not None]
    return tuple(
        BadRow(str(at), name_of(each), words.sentence(each.problem.to_problem()))
        for at, each in enumerate(bad) if each.problem is not None
    )
