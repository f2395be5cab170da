"""What a person is writing, a column per field, so that saving one word touches nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import msgspec

from fieldclient.store.database import Database, Row, Value
from fieldclient.store.draft_columns import marks_of, moment_of, names_of, position_of
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.feed import CaseView
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.marks import Marks
from sync.protocol.media import Origin, Shot, Usage
from sync.protocol.position import Position
from sync.protocol.problems import Code, Problem, ProblemBody
from sync.protocol.report import Kind


class DraftState(StrEnum):
    OPEN = "open"
    DISCARDED = "discarded"  # out of sight; the row and its photos stay
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class DraftPhoto:
    """A file as this draft uses it. `place` is the order in which it was added."""

    sha256: str
    usage: Usage
    shot: Shot
    origin: Origin
    place: int
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class DraftNote:
    """Something to know about a file: one of the draft's, or (`sha256` None) one that could not be taken."""

    sha256: str | None
    problem: ProblemBody


@dataclass(frozen=True, slots=True)
class DraftRow:
    id: str
    person: str
    act: Act
    case_id: str | None
    kind: Kind
    subcategory: str | None
    description: str
    place_text: str
    hand_position: Position | None
    fix_position: Position | None
    observed_at: datetime | None  # by hand
    reason: str | None
    result: str | None
    quantity: float | None
    unit: str | None
    choice: str | None
    until: datetime | None
    catalogue_version: int
    recovered: bool
    based_on: str | None  # the refused mutation it was begun from
    state: DraftState
    created_at: datetime
    changed_at: datetime
    discarded_at: datetime | None
    same_as: str | None = None  # the case that the person takes it for
    campaign: str | None = None  # code of the campaign it is made for
    another: frozenset[str] = frozenset()  # cases and photos of which the person said that it is another matter
    photos: tuple[DraftPhoto, ...] = ()
    notes: tuple[DraftNote, ...] = ()


FIELDS = frozenset({
    "act", "kind", "subcategory", "description", "place_text", "hand_position", "fix_position", "observed_at", "reason", "result",
    "quantity", "unit", "choice", "until", "same_as", "another", "campaign",
})


class Drafts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def new(self, person: str, act: Act, at: datetime, *, case_id: str | None = None, kind: Kind = Kind.PROBLEM,
            catalogue_version: int = 0, recovered: bool = False, based_on: str | None = None,
            draft_id: str | None = None) -> DraftRow:
        draft = draft_id or new_id()
        self._database.write(
            """
            INSERT INTO drafts (id, person, act, case_id, kind, catalogue_version, recovered, based_on, created_ms, changed_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (draft, person, act.value, case_id, kind.value, catalogue_version, int(recovered), based_on, to_ms(at), to_ms(at)),
        )
        return self.get(draft)

    def get(self, draft: str) -> DraftRow:
        """BODY_INVALID (field) for an id that is no draft's."""
        row = self._database.one("SELECT * FROM drafts WHERE id = ?", (draft,))
        if row is None:
            raise Problem(Code.BODY_INVALID, field="draft")
        return self._with_photos(row)

    def find(self, draft: str) -> DraftRow | None:
        row = self._database.one("SELECT * FROM drafts WHERE id = ?", (draft,))
        return None if row is None else self._with_photos(row)

    def open_of(self, person: str, *, limit: int = 500) -> list[DraftRow]:
        """The latest first."""
        rows = self._database.read(
            "SELECT * FROM drafts WHERE person = ? AND state = 'open' ORDER BY changed_ms DESC, id DESC LIMIT ?", (person, limit)
        )
        return [self._with_photos(row) for row in rows]

    def discarded_since(self, person: str, since: datetime) -> list[DraftRow]:
        """The latest first."""
        rows = self._database.read(
            "SELECT * FROM drafts WHERE person = ? AND state = 'discarded' AND discarded_ms >= ? ORDER BY discarded_ms DESC, id",
            (person, to_ms(since)))
        return [self._with_photos(row) for row in rows]

    def count_open(self, person: str) -> int:
        return self._database.number("SELECT COUNT(*) FROM drafts WHERE person = ? AND state = 'open'", (person,))

    def open_for(self, person: str, case_id: str, acts: Sequence[Act]) -> DraftRow | None:
        marks = ",".join("?" * len(acts))
        row = self._database.one(
            f"SELECT * FROM drafts WHERE person = ? AND case_id = ? AND state = 'open' AND act IN ({marks}) ORDER BY id DESC",
            (person, case_id, *(act.value for act in acts)),
        )
        return None if row is None else self._with_photos(row)

    def open_acts(self, person: str, case_id: str) -> dict[Act, str]:
        """Which acts on this case have been begun, and in which draft."""
        rows = self._database.read(
            "SELECT id, act FROM drafts WHERE person = ? AND case_id = ? AND state = 'open'", (person, case_id)
        )
        return {Act(row["act"]): row["id"] for row in rows}

    def save(self, draft: str, at: datetime, **fields: Value) -> None:
        """One or more columns. A sealed draft never changes: BODY_INVALID (field)."""
        unknown = set(fields) - FIELDS
        if unknown:
            raise Problem(Code.BODY_INVALID, field=sorted(unknown)[0])
        names = ", ".join(f"{name} = ?" for name in fields)
        touched = self._database.write(
            f"UPDATE drafts SET {names}, changed_ms = ? WHERE id = ? AND state = 'open'",
            (*fields.values(), to_ms(at), draft),
        )
        if not touched:
            raise Problem(Code.BODY_INVALID, field="draft")

    def close_arrived(self, person: str, views: Sequence[CaseView]) -> None:
        """Drafts that were found again after damage, and whose report the hub has, word for word and photo for photo, are
        sealed again. When anything differs one stays open for the person to look at."""
        rows = self._database.read("SELECT * FROM drafts WHERE person = ? AND state = 'open' AND recovered = 1", (person,))
        shown = {view.id: view for view in views} if rows else {}
        for row in rows:
            if row["id"] in shown:
                self._close_arrived(row, shown[row["id"]])

    def _close_arrived(self, row: Row, view: CaseView) -> None:
        arrived = {media.ref.sha256 for media in view.media if media.arrived}
        draft = self._with_photos(row)
        same = (draft.description.strip(), draft.kind) == (view.description.strip(), view.kind)
        if same and all(photo.sha256 in arrived for photo in draft.photos):
            self.mark_sealed(draft.id)

    def add_photo(self, draft: str, sha256: str, usage: Usage, shot: Shot, origin: Origin, at: datetime) -> None:
        """The same file again keeps its place and takes the new slot."""
        with self._database.change():
            place = self._database.number("SELECT COALESCE(MAX(place), 0) + 1 FROM draft_media WHERE draft = ?", (draft,))
            self._database.write(
                """
                INSERT INTO draft_media (draft, sha256, usage, shot, origin, place) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (draft, sha256) DO UPDATE SET usage = excluded.usage, shot = excluded.shot
                """,
                (draft, sha256, usage.value, shot.value, origin.value, place),
            )
            self.touch(draft, at)

    def move_photo(self, draft: str, sha256: str, shot: Shot, at: datetime, usage: Usage | None = None) -> None:
        """`usage` None: it stays evidence of what it was."""
        with self._database.change():
            self._database.write(
                "UPDATE draft_media SET shot = ?, usage = COALESCE(?, usage) WHERE draft = ? AND sha256 = ?",
                (shot.value, usage.value if usage is not None else None, draft, sha256))
            self.touch(draft, at)

    def mark_photo(self, draft: str, sha256: str, marks: Marks, at: datetime) -> None:
        """What is drawn on it from now on. BODY_INVALID (field) for a photo that is not in it."""
        with self._database.change():
            touched = self._database.write(
                "UPDATE draft_media SET marks = ? WHERE draft = ? AND sha256 = ?",
                (msgspec.json.encode(marks) if marks else None, draft, sha256))
            if not touched:
                raise Problem(Code.BODY_INVALID, field="photo")
            self.touch(draft, at)

    def remove_photo(self, draft: str, sha256: str, at: datetime) -> None:
        with self._database.change():
            self._database.write("DELETE FROM draft_media WHERE draft = ? AND sha256 = ?", (draft, sha256))
            self._database.write("DELETE FROM draft_notes WHERE draft = ? AND sha256 = ?", (draft, sha256))
            self.touch(draft, at)

    def note(self, draft: str, sha256: str | None, problem: Problem) -> None:
        self._database.write(
            "INSERT INTO draft_notes (draft, sha256, raw) VALUES (?, ?, ?)",
            (draft, sha256, msgspec.json.encode(problem.to_wire())),
        )

    def forget_notes(self, draft: str, sha256: str | None) -> None:
        """`sha256` None: those about files that could not be taken."""
        self._database.write("DELETE FROM draft_notes WHERE draft = ? AND sha256 IS ?", (draft, sha256))

    def touch(self, draft: str, at: datetime) -> None:
        touched = self._database.write(
            "UPDATE drafts SET changed_ms = ? WHERE id = ? AND state = 'open'", (to_ms(at), draft)
        )
        if not touched:
            raise Problem(Code.BODY_INVALID, field="draft")

    def discard(self, draft: str, at: datetime) -> None:
        self._database.write(
            "UPDATE drafts SET state = 'discarded', discarded_ms = ? WHERE id = ? AND state = 'open'", (to_ms(at), draft)
        )

    def undo_discard(self, draft: str, at: datetime) -> None:
        self._database.write(
            "UPDATE drafts SET state = 'open', discarded_ms = NULL, changed_ms = ? WHERE id = ? AND state = 'discarded'",
            (to_ms(at), draft),
        )

    def mark_sealed(self, draft: str) -> None:
        self._database.write("UPDATE drafts SET state = 'sealed' WHERE id = ?", (draft,))

    def adopt(self, before: str, person: str) -> None:
        """What was written before anybody signed in belongs to who signs in."""
        self._database.write("UPDATE drafts SET person = ? WHERE person = ?", (person, before))

    def _with_photos(self, row: Row) -> DraftRow:
        photos = self._database.read("SELECT * FROM draft_media WHERE draft = ? ORDER BY place", (row["id"],))
        notes = self._database.read("SELECT * FROM draft_notes WHERE draft = ? ORDER BY id", (row["id"],))
        return replace(
            _row(row),
            photos=tuple(
                DraftPhoto(p["sha256"], Usage(p["usage"]), Shot(p["shot"]), Origin(p["origin"]), p["place"], marks_of(p["marks"]))
                for p in photos
            ),
            notes=tuple(DraftNote(n["sha256"], msgspec.json.decode(n["raw"], type=ProblemBody)) for n in notes),
        )


def _row(row: Row) -> DraftRow:
    return DraftRow(
        id=row["id"], person=row["person"], act=Act(row["act"]), case_id=row["case_id"], kind=Kind(row["kind"]),
        subcategory=row["subcategory"], description=row["description"], place_text=row["place_text"],
        hand_position=position_of(row["hand_position"]), fix_position=position_of(row["fix_position"]),
        observed_at=moment_of(row["observed_at"]), reason=row["reason"], result=row["result"], quantity=row["quantity"],
        unit=row["unit"], choice=row["choice"], until=moment_of(row["until"]), catalogue_version=row["catalogue_version"],
        recovered=bool(row["recovered"]), based_on=row["based_on"], state=DraftState(row["state"]),
        created_at=from_ms(row["created_ms"]), changed_at=from_ms(row["changed_ms"]),
        discarded_at=from_ms(row["discarded_ms"]), same_as=row["same_as"], another=names_of(row["another"]),
        campaign=row["campaign"],
    )
