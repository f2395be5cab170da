"""Files that nobody's row names: each gets a row and a place in a draft that the person sees, or goes to quarantine.

Used at start for what was being taken in when the power went, and by the sweep for everything else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from fieldclient.store.card_files import CARD_TAG
from fieldclient.store.database import Database
from fieldclient.store.drafts import Drafts, DraftState
from fieldclient.store.media_files import WHOLE, Incoming, MediaFiles, hash_file, read_tag
from fieldclient.store.media_rows import MediaRows
from fieldclient.store.people import People
from fieldclient.store.quarantine import Quarantine
from fieldclient.store.recordings import RECORDING, begun_at, end_recording, length_of
from sync.protocol.lifecycle import Act
from sync.protocol.media import MAX_PHOTOS_PER_ACT, MediaRef, Origin, Shot, TimeSource, Usage
from sync.protocol.problems import Code, Problem

_SLOTS = (Shot.FAR, Shot.NEAR, Shot.DETAIL)
Look = Callable[[Path], tuple[MediaRef, bool]]  # what the file is, and whether it is whole; raises Problem


class Adoption:
    def __init__(
        self, database: Database, files: MediaFiles, media: MediaRows, drafts: Drafts, people: People, quarantine: Quarantine,
        clock: Callable[[], datetime], look: Look | None = None,
    ) -> None:
        self._database = database
        self.files = files
        self.media = media
        self._drafts = drafts
        self._people = people
        self._quarantine = quarantine
        self._clock = clock
        self._look = look or look_at

    def adopt_unfinished(self) -> int:
        """What is in incoming/. Returns how many files found a draft."""
        adopted = 0
        for path, tag in list(self.files.unfinished()):
            if tag == CARD_TAG and path.suffix != WHOLE:
                self.files.forget(path)  # the card still has it, and it was never called kept
                continue
            if path.suffix == RECORDING:
                adopted += self._adopt_recording(path, tag)
                continue
            try:
                ref, whole = self._look(path)
            except Problem as problem:
                self.set_aside(path, problem.code)
                continue
            if path.suffix != WHOLE and not whole:
                self.set_aside(path, Code.FILE_TRUNCATED)
                continue
            taken = Incoming(path, tag, ref.sha256, ref.size_bytes)
            known = self.media.get(ref.sha256)
            if known is not None and known.path.exists() and known.path.samefile(path):
                # Its row was committed, and with it its place in the draft. Where it is named no more, a person took it out.
                self.files.release(taken)
                continue
            with self._database.change():
                self.media.keep(taken, ref, self._clock())
                # One from a card is kept and nobody's draft: the next look at the card finds it here.
                if tag != CARD_TAG and (known is None or not self._is_named(ref.sha256)):
                    self.into_draft(ref, tag)
                    adopted += 1
            self.files.release(taken)
        return adopted

    def _adopt_recording(self, path: Path, tag: str) -> bool:
        """One that was being recorded: what there is of it goes into its draft, and the draft says so."""
        if path.stat().st_size == 0:
            self.files.forget(path)  # nothing had come of it yet
            return False
        try:
            ref, _ = self._look(path)
        except Problem as problem:
            self.set_aside(path, problem.code)
            return False
        ref = msgspec.structs.replace(ref, captured_at=begun_at(path) or ref.captured_at, time_source=TimeSource.DEVICE)
        taken = end_recording(self.files, path)
        with self._database.change():
            self.media.keep(taken, ref, self._clock())
            draft_id = self.into_draft(ref, tag, Origin.CAMERA)
            length = length_of(ref.duration_s or 0.0)
            self._drafts.note(draft_id, ref.sha256, Problem(Code.RECORDING_CUT, kind=ref.kind.value, length=length))
        self.files.release(taken)
        return True

    def adopt_placed(self, path: Path, sha256: str) -> bool:
        """A file in media/ that no row names. False when it went to quarantine instead."""
        try:
            ref, _ = self._look(path)
        except Problem as problem:
            self.set_aside(path, problem.code)
            return False
        if ref.sha256 != sha256:
            self.set_aside(path, Code.MEDIA_HASH_MISMATCH)
            return False
        with self._database.change():
            ours = self._is_named(sha256) or not self._is_the_hubs(sha256)
            self.media.add_row(ref, self._clock(), made=ours)
            if not self._is_named(sha256) and ours:
                self.into_draft(ref, "")
        return True

    def finish_downloads(self, ref_of: Callable[[str], MediaRef | None]) -> None:
        """Files of the hub that had their place and not yet their row when the power went. `ref_of` tells what a file is as
        far as a case in sight names it; what nobody names any more goes. Cheap: few downloads are under way."""
        for part, sha256 in self.files.placed_parts():
            ref = ref_of(sha256)
            if self.media.get(sha256) is None:
                if ref is not None and hash_file(part) == (sha256, ref.size_bytes):
                    self.media.keep(Incoming(part, "", sha256, ref.size_bytes), ref, self._clock(), made=False)
                else:
                    self.files.forget_twin(part, sha256)
            self.files.forget(part)

    def into_draft(self, ref: MediaRef, tag: str, origin: Origin = Origin.OTHER) -> str:
        """Into the draft it was taken for, if that is still being written; else into one that says it was found. Its id."""
        at = self._clock()
        draft_id, shot, usage = read_tag(tag)
        draft = self._drafts.find(draft_id) if draft_id else None
        if draft is None or draft.state is not DraftState.OPEN:
            shot = usage = None
            person = self._people.current_id()
            found = [each for each in self._drafts.open_of(person) if each.recovered and len(each.photos) < MAX_PHOTOS_PER_ACT]
            draft = found[0] if found else self._drafts.new(person, Act.SUBMIT, at, recovered=True)
        taken = {photo.shot for photo in draft.photos}
        free = None if draft.recovered else next((each for each in _SLOTS if each not in taken), None)
        before = draft.photos[-1].usage if draft.photos else Usage.REPORT
        self._drafts.add_photo(draft.id, ref.sha256, usage or before, shot or free or Shot.OTHER, origin, at)
        return draft.id

    def set_aside(self, path: Path, reason: Code) -> None:
        moved = self.files.set_aside(path)
        self._quarantine.note("files", moved.name, reason.value, self._clock())

    def _is_named(self, sha256: str) -> bool:
        """Whether a draft or an act of anybody here names it."""
        return self._database.number(
            """
            SELECT EXISTS (SELECT 1 FROM draft_media WHERE sha256 = ?1) OR EXISTS (SELECT 1 FROM mutation_media WHERE sha256 = ?1)
                OR EXISTS (SELECT 1 FROM card_files WHERE sha256 = ?1)
            """, (sha256,)) > 0

    def _is_the_hubs(self, sha256: str) -> bool:
        """Whether the hub shows it to somebody here: then it is a copy of the hub's, and nobody's find."""
        return self._database.number(
            """
            SELECT EXISTS (SELECT 1 FROM case_media WHERE sha256 = ?1 AND arrived = 1) OR EXISTS (
                SELECT 1 FROM published WHERE ?1 IN (
                    json_extract(CAST(raw AS TEXT), '$.before'), json_extract(CAST(raw AS TEXT), '$.after')))
            """, (sha256,)) > 0


def look_at(path: Path) -> tuple[MediaRef, bool]:
    """What a file is. Imported when there is something to look at: a clean start does not pay for decoders."""
    from fieldclient.capture.read import read_evidence

    evidence = read_evidence(path)
    truncated = any(problem.code is Code.FILE_TRUNCATED for problem in evidence.problems)
    return evidence.media_ref(usage=Usage.SUPPLEMENT, origin=Origin.OTHER), not truncated
