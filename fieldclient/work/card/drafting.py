"""Groups of a card's photos become drafts. Far, near and detail are left for the person to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from fieldclient.geo.clusters import Group
from fieldclient.store import Store
from fieldclient.work.card.listing import CardPhoto
from sync.protocol.lifecycle import Act
from sync.protocol.media import MAX_PHOTOS_PER_ACT, MediaRef, Origin, Shot, Usage
from sync.protocol.problems import Code, Problem


def make_drafts(
    store: Store, person: str, groups: Iterable[Group], photos: Iterable[CardPhoto], shots: Mapping[str, Shot] | None = None
) -> dict[str, str]:
    """A draft for each group, by the group's id. `shots`: what a person said of photos, by hash. Times and places go along as
    they were put right; originals are not touched. Each draft is one transaction. LIMIT_REACHED (limit) for a group that is too
    large for one act: nothing is made."""
    wanted = list(groups)
    if any(len(group.keys) > MAX_PHOTOS_PER_ACT for group in wanted):
        raise Problem(Code.LIMIT_REACHED, limit=MAX_PHOTOS_PER_ACT)
    by_hash = {each.ref.sha256: each for each in photos if each.ref is not None}
    version = store.catalogues.current().version
    made = {}
    for group in wanted:
        used = store.card_files.used(group.keys)
        chosen = [by_hash[key] for key in group.keys if key in by_hash and key not in used]
        if chosen:
            made[group.id] = _draft(store, person, group, chosen, version, shots or {})
    return made


def _draft(
    store: Store, person: str, group: Group, photos: list[CardPhoto], version: int, shots: Mapping[str, Shot]
) -> str:
    now = store.clock()
    with store.database.change():
        draft = store.drafts.new(person, Act.SUBMIT, now, catalogue_version=version)
        for photo in photos:
            assert photo.ref is not None
            store.media.put_right(_put_right(photo, photo.ref))
            shot = shots.get(photo.ref.sha256, Shot.OTHER)
            store.drafts.add_photo(draft.id, photo.ref.sha256, Usage.REPORT, shot, Origin.FILE, now)
            if photo.problem is not None:
                store.drafts.note(draft.id, photo.ref.sha256, photo.problem.to_problem())
        if group.subcategory is not None:
            store.drafts.save(draft.id, now, subcategory=group.subcategory)
        store.card_files.into_draft(person, [each.ref.sha256 for each in photos if each.ref], draft.id)
    return draft.id


def _put_right(photo: CardPhoto, ref: MediaRef) -> MediaRef:
    return msgspec.structs.replace(ref, captured_at=photo.taken_at, position=photo.position)
