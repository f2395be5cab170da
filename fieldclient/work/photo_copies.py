"""Copies of reported photos that say by themselves where and when, for whoever gets them without this app.

The originals are exported beside them as they are. A stamped copy is a derived picture: its recipe is named by its id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldclient.capture.derive import derive
from fieldclient.capture.recipe import Recipe, Step, recipe_id, stamp, steps_of
from fieldclient.capture.written import jpeg_copy, sidecar_for
from fieldclient.store import Store
from sync.protocol.ids import local_reference
from sync.protocol.marks import withheld
from sync.protocol.media import MediaKind, MediaRef
from sync.protocol.mutations import Mutation
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem

_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True)
class PhotoCopies:
    """`stamped`: time, place, number and reporter stand in the picture as well. What was drawn on a photo is on its copy,
    unless they are to be `plain`; what was made unreadable or cut off is so in every copy."""

    store: Store
    stamped: bool = False
    plain: bool = False

    def write(self, folder: Path, mutation: Mutation, number: str | None, reporter: str) -> Iterator[dict[str, Any]]:
        """photos/NUMBER/01-far.jpg and so on. Yields a row for the manifest for each file, with a `code` where a photo could
        only be copied as it is. Photos that are not on this device, or not what they were, are passed over."""
        report = mutation.body.report
        assert report is not None
        title = number or local_reference(report.id)
        shots = [ref for ref in mutation.media if ref.kind is MediaKind.PHOTO]
        rows = self.store.media.get_many([ref.sha256 for ref in shots])
        for at, ref in enumerate(shots, 1):
            path = rows[ref.sha256].path if ref.sha256 in rows else None
            data = path.read_bytes() if path is not None and path.exists() else b""
            if path is None or hashlib.sha256(data).hexdigest() != ref.sha256:
                continue
            known = _Known(ref, ref.position or report.position, ref.captured_at, report.place_text, number or "", reporter)
            stem = f"photos/{title}/{at:02}-{ref.shot.value}"
            yield from self._one(folder, stem, path.suffix, data, known)

    def _one(self, folder: Path, stem: str, suffix: str, data: bytes, known: _Known) -> Iterator[dict[str, Any]]:
        told: dict[str, Any] = {"of": known.ref.sha256}
        drawn = steps_of(withheld(known.ref.marks) if self.plain else known.ref.marks)
        if self.stamped or drawn or data.startswith(_JPEG):
            try:
                made = data
                if self.stamped or drawn:
                    recipe = known.recipe(drawn, stamped=self.stamped)
                    made, told["recipe"] = derive(data, recipe), recipe_id(recipe)
                yield _kept(folder, f"{stem}.jpg", jpeg_copy(made, known.position, known.taken_at), told)
                return
            except Problem as problem:
                told = {"of": known.ref.sha256, "code": problem.code.value}
        if withheld(known.ref.marks):  # as it is it must not go out: its place is told with the reason
            yield _kept(folder, f"{stem}{suffix}.xmp", sidecar_for(known.position, known.taken_at), told)
            return
        yield _kept(folder, stem + suffix, data, told)
        yield _kept(folder, f"{stem}{suffix}.xmp", sidecar_for(known.position, known.taken_at), {"of": known.ref.sha256})


@dataclass(frozen=True)
class _Known:
    """What is written into a copy. The photo's own position goes before that of its report."""

    ref: MediaRef
    position: Position | None
    taken_at: datetime | None
    place: str
    number: str
    reporter: str

    def recipe(self, drawn: tuple[Step, ...], *, stamped: bool) -> Recipe:
        step = stamp(taken_at=self.taken_at, place=self.place, position=self.position, case_number=self.number,
                     reporter=self.reporter)
        return Recipe(source_sha256=self.ref.sha256, steps=(*drawn, step) if step is not None and stamped else drawn)


def _kept(folder: Path, name: str, data: bytes, told: dict[str, Any]) -> dict[str, Any]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
    return {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data), **told}


def problems_of(files: list[dict[str, Any]]) -> list[dict[str, str]]:
    """For the manifest: what was copied, but could not be written into."""
    return [{"file": str(each["file"]), "code": str(Code(each["code"]).value)} for each in files if "code" in each]
