"""A card on the table: photos put right, groups that a person merges and splits. Pure: every act gives a new value.

As long as nobody touched the groups they follow the clocks: another offset is another proposal. From the first touch on they are
the person's, and an offset moves times and places alone; `regroup` asks for a proposal again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldclient.geo.clocks import ClockOffset
from fieldclient.geo.clusters import Board, Group, History, only
from fieldclient.geo.tracks import Track
from fieldclient.work.card.listing import NO_CAMERA, CardPhoto, clocks_of, is_sortable, proposal, put_right
from sync.protocol.media import Shot

IN_ORDER = (Shot.FAR, Shot.NEAR, Shot.DETAIL)


@dataclass(frozen=True, slots=True)
class Sorting:
    """`raw` is what the rows say, `photos` the same put right. `known`: what photos and tracks say of each camera's clock;
    `by_hand` wins over it. `shots`: what a person said a photo shows, by hash."""

    raw: tuple[CardPhoto, ...] = ()
    photos: tuple[CardPhoto, ...] = ()
    tracks: tuple[Track, ...] = ()
    known: Mapping[str, ClockOffset] = field(default_factory=dict)
    by_hand: Mapping[str, float] = field(default_factory=dict)
    codes: Mapping[str, float] = field(default_factory=dict)
    shots: Mapping[str, Shot] = field(default_factory=dict)
    history: History = field(default_factory=lambda: History(Board()))
    touched: bool = False

    @property
    def board(self) -> Board:
        return self.history.now

    @property
    def clocks(self) -> dict[str, ClockOffset]:
        """What counts: by hand, else what is known."""
        return {**self.known, **_hand_offsets(self.by_hand)}

    def cameras(self) -> dict[str, int]:
        """Cameras whose photos can still be sorted, with how many, the most used first."""
        found: dict[str, int] = {}
        for photo in self.photos:
            if photo.ref is not None and photo.ref.captured_at is not None and is_sortable(photo):
                camera = photo.ref.camera or NO_CAMERA
                found[camera] = found.get(camera, 0) + 1
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def by_key(self) -> dict[str, CardPhoto]:
        """The photos that can be sorted, one for each hash."""
        return {each.ref.sha256: each for each in self.photos if each.ref is not None and is_sortable(each)}


def _hand_offsets(by_hand: Mapping[str, float]) -> dict[str, ClockOffset]:
    from fieldclient.geo.clocks import ClockSource

    return {camera: ClockOffset(seconds, ClockSource.HAND, photos=0) for camera, seconds in by_hand.items()}


def lay_out(raw: Sequence[CardPhoto], tracks: Sequence[Track], before: Sorting | None = None) -> Sorting:
    """What was read, on the table. `before` keeps what the person did: offsets, shots, and groups as far as their photos are
    still there; new photos get groups of their own."""
    was = before or Sorting()
    known = clocks_of(raw, tracks, codes=was.codes)
    made = replace(was, raw=tuple(raw), tracks=tuple(tracks), known=known)
    placed = put_right(raw, made.clocks, tracks)
    return replace(made, photos=tuple(placed), history=History(_merged(was, placed)))


def read_again(sorting: Sorting, raw: Sequence[CardPhoto]) -> Sorting:
    """The same table after the rows have changed: photos that went into drafts are gone, spoilt ones too."""
    placed = put_right(raw, sorting.clocks, sorting.tracks)
    board = _merged(replace(sorting, touched=True), placed)
    history = sorting.history if board == sorting.board else History(board)
    return replace(sorting, raw=tuple(raw), photos=tuple(placed), history=history)


def _merged(was: Sorting, placed: Sequence[CardPhoto]) -> Board:
    if not was.touched:
        return proposal(placed)
    there = {each.ref.sha256 for each in placed if each.ref is not None and is_sortable(each)}
    kept = only(was.board, there)
    sorted_keys = {key for group in kept.groups for key in group.keys} | set(kept.loose)
    fresh = proposal(each for each in placed if each.ref is None or each.ref.sha256 not in sorted_keys)
    names = {group.id for group in kept.groups}
    groups = [replace(each, id=_free(each.id, names)) for each in fresh.groups]
    return Board((*kept.groups, *groups), (*kept.loose, *fresh.loose))


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "+"
    taken.add(name)
    return name


def set_clock(sorting: Sorting, camera: str, seconds: float | None) -> Sorting:
    """Seconds to add to this camera's time; None: what is known of it again."""
    by_hand = {name: each for name, each in sorting.by_hand.items() if name != camera}
    if seconds is not None:
        by_hand[camera] = seconds
    return _moved(replace(sorting, by_hand=by_hand))


def set_code(sorting: Sorting, camera: str, seconds: float) -> Sorting:
    """A photo of a code told the offset: known better than anything but a hand, which is taken back."""
    codes = {**sorting.codes, camera: seconds}
    by_hand = {name: each for name, each in sorting.by_hand.items() if name != camera}
    known = clocks_of(sorting.raw, sorting.tracks, codes=codes)
    return _moved(replace(sorting, codes=codes, by_hand=by_hand, known=known))


def _moved(sorting: Sorting) -> Sorting:
    placed = put_right(sorting.raw, sorting.clocks, sorting.tracks)
    history = sorting.history if sorting.touched else History(proposal(placed))
    return replace(sorting, photos=tuple(placed), history=history)


def changed(sorting: Sorting, board: Board) -> Sorting:
    """After an act of the person on the groups; one that changed nothing leaves nothing to undo."""
    if board == sorting.board:
        return sorting
    return replace(sorting, history=sorting.history.done(board), touched=True)


def regroup(sorting: Sorting) -> Sorting:
    """The proposal again; what the person did can be had back by undo."""
    return replace(sorting, history=sorting.history.done(proposal(sorting.photos)), touched=False)


def undo(sorting: Sorting) -> Sorting:
    return replace(sorting, history=sorting.history.undo(), touched=True)


def redo(sorting: Sorting) -> Sorting:
    return replace(sorting, history=sorting.history.redo(), touched=True)


def say_shot(sorting: Sorting, keys: Iterable[str], shot: Shot) -> Sorting:
    """What these photos show; said a second time of all of them it is taken back."""
    chosen = list(keys)
    shots = {key: each for key, each in sorting.shots.items() if key not in chosen}
    if not all(sorting.shots.get(key) is shot for key in chosen):
        shots.update(dict.fromkeys(chosen, shot))
    return replace(sorting, shots=shots)


def shots_in_order(sorting: Sorting, group_ids: Iterable[str]) -> Sorting:
    """The person says that each of these groups was taken from far to near: first far, second near, third the detail."""
    wanted, shots = set(group_ids), dict(sorting.shots)
    for group in sorting.board.groups:
        if group.id in wanted:
            shots.update(zip(group.keys, IN_ORDER, strict=False))
    return replace(sorting, shots=shots)


# As it is kept between two starts


def to_text(sorting: Sorting, folders: Sequence[str], tracks: Sequence[str]) -> str:
    board = sorting.board
    return json.dumps({
        "folders": list(folders), "tracks": list(tracks), "by_hand": dict(sorting.by_hand), "codes": dict(sorting.codes),
        "shots": {key: shot.value for key, shot in sorting.shots.items()}, "touched": sorting.touched,
        "groups": [[each.id, list(each.keys), each.subcategory] for each in board.groups] if sorting.touched else [],
        "loose": list(board.loose) if sorting.touched else [],
    })


def from_text(text: str) -> tuple[Sorting, tuple[str, ...], tuple[str, ...]]:
    """The sorting without its photos, the folders and the track files. ValueError for what is none."""
    try:
        told = json.loads(text)
        board = Board(tuple(Group(name, tuple(keys), subject) for name, keys, subject in told["groups"]), tuple(told["loose"]))
        sorting = Sorting(
            by_hand=told["by_hand"], codes=told["codes"], shots={key: Shot(each) for key, each in told["shots"].items()},
            history=History(board), touched=bool(told["touched"]),
        )
        return sorting, tuple(told["folders"]), tuple(told["tracks"])
    except (KeyError, TypeError, AttributeError) as cause:
        raise ValueError("no sorting of a card") from cause
