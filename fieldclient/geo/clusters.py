"""Photos into draft reports, by place and time. Pure: a `Board` is a value, every act on it gives a new one.

One report is one place on one visit. The machine only proposes: a person merges and splits, and everything can be undone.
Which of a report's photos is the far, the near or the detail shot is left open, because no rule knows it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sync.protocol.media import MAX_PHOTOS_PER_ACT
from sync.protocol.position import EARTH_RADIUS_M, Position

SAME_PLACE_M = 40.0  # across a street: far and near shot of one matter
SAME_VISIT = timedelta(minutes=10)
BESIDE = timedelta(minutes=2)  # a photo without a place belongs to the one before it only when it follows this soon


@dataclass(frozen=True, slots=True)
class Taken:
    """One photo as clustering sees it. `key` names it (its hash); `taken_at` is aware and already put right."""

    key: str
    taken_at: datetime | None = None
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A draft report to be: photos in the order of time."""

    id: str
    keys: tuple[str, ...]
    subcategory: str | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """All groups in order, and the photos about which neither a place nor a time is known."""

    groups: tuple[Group, ...] = ()
    loose: tuple[str, ...] = ()

    def get(self, group_id: str) -> Group:
        """KeyError for an id that is not here."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)


def cluster(photos: Iterable[Taken], *, most: int = MAX_PHOTOS_PER_ACT) -> Board:
    """The proposal. The same photos give the same board in whatever order they come; a photo given twice counts once."""
    single = {each.key: each for each in photos}
    timed = sorted((each for each in single.values() if each.taken_at is not None), key=_by_time)
    groups: list[list[Taken]] = []
    for photo in timed:
        if groups and len(groups[-1]) < most and _belongs(photo, groups[-1]):
            groups[-1].append(photo)
        else:
            groups.append([photo])
    timeless = sorted((each for each in single.values() if each.taken_at is None), key=lambda each: each.key)
    loose = []
    for photo in timeless:
        if photo.position is None:
            loose.append(photo.key)
            continue
        home = next((each for each in groups if len(each) < most and _near_all(photo, each)), None)
        if home is None:
            groups.append([photo])
        else:
            home.append(photo)
    return Board(tuple(Group(_name(each[0].key), tuple(p.key for p in each)) for each in groups), tuple(loose))


def _by_time(photo: Taken) -> tuple[datetime, str]:
    assert photo.taken_at is not None
    return photo.taken_at, photo.key


def _belongs(photo: Taken, group: Sequence[Taken]) -> bool:
    last = group[-1]
    assert photo.taken_at is not None and last.taken_at is not None
    pause = photo.taken_at - last.taken_at
    if photo.position is None or not any(each.position for each in group):
        return pause <= BESIDE
    return pause <= SAME_VISIT and _near_all(photo, group)


def _near_all(photo: Taken, group: Sequence[Taken]) -> bool:
    """Near every one, so that a slow walk along a street is not one place. False when nobody here has a place."""
    places = [each.position for each in group if each.position is not None]
    return bool(places) and all(_apart_m(photo.position, each) <= SAME_PLACE_M for each in places)


def _apart_m(a: Position | None, b: Position) -> float:
    """On a plane: exact to a millimetre at this distance. Far over the date line two neighbours are told apart, at worst."""
    if a is None:
        return math.inf
    north = math.radians(b.latitude - a.latitude)
    east = math.radians((b.longitude - a.longitude + 180) % 360 - 180) * math.cos(math.radians(a.latitude))
    return EARTH_RADIUS_M * math.hypot(north, east)


def _name(key: str) -> str:
    return f"g-{key[:12]}"


# What a person does with it


def merge(board: Board, group_ids: Sequence[str]) -> Board:
    """Into the first of these in the board's order, which keeps its name and its category (else the first that is set)."""
    wanted = [group for group in board.groups if group.id in set(group_ids)]
    if len(wanted) < 2:
        return board
    subcategory = next((each.subcategory for each in wanted if each.subcategory), None)
    one = Group(wanted[0].id, tuple(key for each in wanted for key in each.keys), subcategory)
    gone = {each.id for each in wanted[1:]}
    return replace(board, groups=tuple(one if g.id == one.id else g for g in board.groups if g.id not in gone))


def split(board: Board, keys: Iterable[str]) -> Board:
    """These photos leave their groups and are one of their own, behind the first group that they left."""
    chosen = set(keys)
    taken = tuple(key for group in board.groups for key in group.keys if key in chosen)
    taken += tuple(key for key in board.loose if key in chosen)
    if not taken:
        return board
    source = next((group for group in board.groups if chosen & set(group.keys)), None)
    if source is not None and set(source.keys) == set(taken):
        return board
    rest = _without(board, chosen)
    new = Group(_free(rest, taken[0]), taken, source.subcategory if source else None)
    before = {group.id for group in rest.groups}
    at = 0
    for group in board.groups:
        at += group.id in before
        if source is not None and group.id == source.id:
            break
    return replace(rest, groups=(*rest.groups[:at], new, *rest.groups[at:]))


def move(board: Board, keys: Iterable[str], group_id: str) -> Board:
    """These photos to the end of a group, wherever they were. KeyError for a group that is not here."""
    target = board.get(group_id)
    chosen = set(keys) - set(target.keys)
    order = [key for group in board.groups for key in group.keys if key in chosen]
    order += [key for key in board.loose if key in chosen]
    grown = replace(target, keys=(*target.keys, *order))
    rest = _without(board, chosen)
    return replace(rest, groups=tuple(grown if group.id == group_id else group for group in rest.groups))


def assign(board: Board, group_ids: Iterable[str], subcategory: str | None) -> Board:
    """One category for many groups at once."""
    chosen = set(group_ids)
    return replace(
        board,
        groups=tuple(replace(each, subcategory=subcategory) if each.id in chosen else each for each in board.groups),
    )


def leave_out(board: Board, keys: Iterable[str]) -> Board:
    """These photos into no report: they lie beside the groups, from where they can be moved again."""
    chosen = set(keys)
    taken = tuple(key for group in board.groups for key in group.keys if key in chosen)
    if not taken:
        return board
    rest = _without(board, set(taken))
    return replace(rest, loose=(*rest.loose, *taken))


def only(board: Board, keys: set[str]) -> Board:
    """What is left of a board when only these photos are there; groups without any go."""
    there = {key for group in board.groups for key in group.keys} | set(board.loose)
    return _without(board, there - keys)


def _without(board: Board, keys: set[str]) -> Board:
    left = (replace(group, keys=tuple(key for key in group.keys if key not in keys)) for group in board.groups)
    return Board(tuple(each for each in left if each.keys), tuple(key for key in board.loose if key not in keys))


def _free(board: Board, key: str) -> str:
    name, taken = _name(key), {group.id for group in board.groups}
    while name in taken:
        name += "+"
    return name


@dataclass(frozen=True, slots=True)
class History:
    """A board with its past and, after an undo, its future."""

    now: Board
    past: tuple[Board, ...] = field(default=(), repr=False)
    future: tuple[Board, ...] = field(default=(), repr=False)

    def done(self, board: Board) -> History:
        """After an act. One that changed nothing leaves nothing to undo."""
        return self if board == self.now else History(board, (*self.past, self.now))

    def undo(self) -> History:
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redo(self) -> History:
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.now), self.future[1:])
