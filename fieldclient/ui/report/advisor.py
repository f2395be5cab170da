"""What the report page says before anybody types: where it is, who answers for it, and whether it was reported already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldclient.geo.area import Level
from fieldclient.geo.plausible import Doubted, Question
from fieldclient.ui.evidence.advising import ask_advice, drop_advice
from fieldclient.ui.parts.case_line import case_title, file_url
from fieldclient.ui.parts.room import Room
from fieldclient.ui.parts.rows import RowModel
from fieldclient.ui.words import Words
from fieldclient.work.advice import DraftAdvice, KnownCase, PhotoAdvice, Reused
from fieldclient.work.already import LikePhoto
from fieldclient.work.views import DraftView
from sync.protocol.report import Kind

QML_IMPORT_NAME = "fieldclient.ui.report"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN_FIRST = 1  # the likeliest; the others when they are asked for: the words field stays in sight


@dataclass(frozen=True)
class KnownRow:
    """A case that may be the same matter."""

    id: str
    title: str
    line: str
    thumbnail: str


@dataclass(frozen=True)
class AskedRow:
    """A question about the place, and the word on the button that answers it; empty where there is nothing to do."""

    id: str
    said: str
    word: str


@dataclass(frozen=True)
class ReusedRow:
    id: str
    said: str
    case_id: str


@QmlElement
class ReportAdvisor(QObject):
    """Looks again whenever the draft's place, category or photos change. It only advises."""

    changed = Signal()

    def __init__(self, room: Room | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or room)
        self._room: Any = room
        self._key: tuple[Any, ...] = ()
        self._hashes: tuple[str, ...] = ()
        self._alike: tuple[LikePhoto, ...] = ()
        self._advice = DraftAdvice("")
        self._photos: tuple[Reused, ...] = ()
        self._all = False
        self._cases = RowModel(KnownRow, self, spread=True)
        self._chosen = RowModel(KnownRow, self, spread=True)
        self._asked = RowModel(AskedRow, self, spread=True)
        self._reused = RowModel(ReusedRow, self, spread=True)

    # Looking

    def look(self, view: DraftView | None, *, anew: bool = False) -> None:
        """`anew`: also when nothing of the draft has changed, because the cases may have."""
        if view is None:
            self._key, self._hashes, self._alike = (), (), ()
            self._take(DraftAdvice(""), ())
            return
        hashes = tuple(photo.sha256 for photo in view.photos)
        key = (view.id, view.kind, view.position, view.subcategory, view.same_as, hashes)
        if key == self._key and not anew:
            return
        if view.id != self._advice.draft_id:
            self._all, self._alike = False, ()
            self._take(DraftAdvice(view.id), ())
        fresh = (view.id, *hashes) != self._hashes
        self._key, self._hashes = key, (view.id, *hashes)
        draft_id, alike = view.id, self._alike
        ask_advice(self._room, "draft", lambda advice: advice.draft(draft_id, alike), self._came)
        if fresh and hashes and view.kind is Kind.PROBLEM:
            ask_advice(self._room, "photos", lambda advice: advice.photos(draft_id), self._photos_came)

    def drop(self) -> None:
        """The draft is sealed. What is shown goes with its page."""
        self._key, self._hashes = (), ()
        drop_advice(self._room, "draft", "photos")

    def _came(self, advice: DraftAdvice) -> None:
        if self._key and advice.draft_id == self._key[0]:
            self._take(advice, self._photos)

    def _photos_came(self, found: PhotoAdvice) -> None:
        if self._key and found.draft.draft_id == self._key[0]:
            self._alike = found.found
            self._take(found.draft, found.reused)

    def _take(self, advice: DraftAdvice, reused: tuple[Reused, ...]) -> None:
        self._advice, self._photos = advice, reused
        words, now = self._room.words, datetime.now(UTC)
        problem = not self._key or self._key[1] is Kind.PROBLEM
        cases = advice.cases if problem and advice.chosen is None else ()
        shown = cases if self._all else cases[:SHOWN_FIRST]
        self._cases.replace([known_row(words, case, now) for case in shown])
        self._chosen.replace([known_row(words, advice.chosen, now)] if problem and advice.chosen else [])
        self._asked.replace(asked_rows(words, advice.doubts))
        self._reused.replace(reused_rows(words, reused))
        self.changed.emit()

    # What the page binds to

    @Property(RowModel, constant=True)
    def cases(self) -> RowModel:
        return self._cases

    @Property(RowModel, constant=True)
    def chosen(self) -> RowModel:
        """The case that the person takes it for: one row, or none."""
        return self._chosen

    @Property(RowModel, constant=True)
    def asked(self) -> RowModel:
        return self._asked

    @Property(RowModel, constant=True)
    def reused(self) -> RowModel:
        return self._reused

    @Property(int, notify=changed)
    def more(self) -> int:
        """How many cases are not shown yet."""
        return max(0, len(self._advice.cases) - self._cases.rowCount()) if self._cases.rowCount() else 0

    @Property(str, notify=changed)
    def grid(self) -> str:
        where = self._advice.where
        return " · ".join(part for part in (where.grid_name or where.community_name or where.street_name, where.grid) if part)

    @Property(str, notify=changed)
    def around(self) -> str:
        """Community, street and who answers for it, as far as they are known and not said by the grid's line."""
        where = self._advice.where
        plain = f"{self._room.words.of(Level.COMMUNITY)} {where.community}" if where.community else ""
        names = [where.community_name or plain, where.street_name]
        return " · ".join(dict.fromkeys(name for name in names if name and name != where.grid_name))

    @Property(str, notify=changed)
    def department(self) -> str:
        return self._advice.where.department

    @Property(str, notify=changed)
    def fromPhoto(self) -> str:
        far_m = self._advice.photo_m
        return self._room.words.phrase("from_photo", distance=self._room.words.distance(far_m)) if far_m is not None else ""

    # What the person says to it

    @Slot()
    def showAll(self) -> None:
        self._all = True
        self._take(self._advice, self._photos)

    @Slot(str)
    def sameMatter(self, case_id: str) -> None:
        self._say(lambda advice, draft_id: advice.same_matter(draft_id, case_id), "same_matter_set")

    @Slot()
    def notSame(self) -> None:
        """Taken back: it is asked again."""
        self._say(lambda advice, draft_id: advice.same_matter(draft_id, None), "")

    @Slot()
    def anotherMatter(self) -> None:
        """None of all that may be it; remembered for this draft."""
        names = [case.row.id for case in self._advice.cases]
        self._say(lambda advice, draft_id: advice.another_matter(draft_id, names), "another_matter_set")

    def _say(self, job: Any, phrase: str) -> None:
        draft_id, room = self._advice.draft_id, self._room
        if not draft_id:
            return
        room.editor.flush()

        def done(_: object) -> None:
            if phrase:
                room.say(room.words.phrase(phrase))
            self._key = ()
            room.editor.reload()

        room.do(lambda desk: job(desk.advice, draft_id), done)

    @Slot(str)
    def answer(self, question: str) -> None:
        """The person takes over what was suggested; what they place is placed by hand."""
        doubt = next((each for each in self._advice.doubts if each.question.value == question), None)
        better = doubt.suggestion if doubt is not None else None
        if better is None:
            self._room.choosePlace()
            return
        self._room.editor.change(lambda desk, draft_id: desk.place_by_hand(draft_id, better.latitude, better.longitude))


def known_row(words: Words, case: KnownCase, now: datetime) -> KnownRow:
    row = case.row
    told = [words.distance(case.distance_m), words.ago(case.created_at, now)]
    told.append(words.of(row.stage) if row.stage is not None else words.phrase("not_at_hub_yet"))
    if row.mine:
        told.append(words.phrase("already_mine"))
    if case.looks_alike:
        told.append(words.phrase("already_alike"))
    return KnownRow(row.id, case_title(row, words), " · ".join(told), file_url(row.thumbnail))


def asked_rows(words: Words, doubts: Sequence[Doubted]) -> list[AskedRow]:
    rows = []
    for doubt in doubts:
        text = words.question(
            doubt.question, distance=words.distance(doubt.distance_m or 0), time=words.lasting(doubt.apart_s or 0))
        word = words.phrase("turn_pair" if doubt.suggestion is not None else "set_place")
        rows.append(AskedRow(doubt.question.value, text, "" if doubt.question is Question.OUTSIDE else word))
    return rows


def reused_rows(words: Words, reused: Sequence[Reused]) -> list[ReusedRow]:
    """One sentence for each case whose photos come again."""
    by_case: dict[str, list[Reused]] = {}
    for each in reused:
        by_case.setdefault(each.photo.case_id or "", []).append(each)
    return [reused_row(words, case_id, held) for case_id, held in by_case.items()]


def reused_row(words: Words, case_id: str, held: Sequence[Reused]) -> ReusedRow:
    row = held[0].row
    title = case_title(row, words) if row is not None else words.phrase("untitled_draft")
    facts = {"title": title, "number": (row.number or row.local_reference) if row is not None else ""}
    if len(held) == 1:
        text = words.phrase("reused_in", likeness=words.of(held[0].photo.found.likeness), **facts)
    else:
        text = words.phrase("reused_many", photos=words.count("photo", len(held)), **facts)
    return ReusedRow(case_id, text, row.id if row is not None else "")
