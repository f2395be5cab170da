"""The story of a case as rows: its steps newest first, its facts, its photos, what may be done, what is not settled. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from fieldclient.store.recordings import length_of
from fieldclient.ui.cases.acts import BUTTONS
from fieldclient.ui.cases.looks import step_icon, step_meaning
from fieldclient.ui.words import Words
from fieldclient.work.views import AllowedAct, CasePage, Delivery, PhotoView, UnsentAct
from sync.protocol.feed import OnShow, Step
from sync.protocol.lifecycle import Act, Showing
from sync.protocol.marks import Marks
from sync.protocol.media import MediaKind, Shot, Usage
from sync.protocol.mutations import RefuseReason, ReturnReason
from sync.protocol.problems import Next
from sync.protocol.rights import How
from sync.protocol.tasks import VerifyResult


@dataclass(frozen=True)
class StepRow:
    id: str
    title: str
    who: str
    when: str
    text: str
    note: str
    symbol: str
    meaning: str
    pictures: tuple[str, ...]
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class FactLine:
    id: str
    symbol: str
    title: str
    value: str


@dataclass(frozen=True)
class CasePhoto:
    id: str
    picture: str
    label: str  # a word or two on the picture
    caption: str
    kind: str = "photo"
    marks: Marks = ()  # for the viewer: of the very list that says which photos there are


@dataclass(frozen=True)
class ActRow:
    id: str
    title: str
    symbol: str
    primary: bool
    begun: bool  # a draft waits behind it


@dataclass(frozen=True)
class UnsentRow:
    id: str
    title: str
    delivery: str
    delivery_text: str
    problem: str
    help: str  # what helps: "", retry or edit


def act_rows(words: Words, acts: Sequence[AllowedAct]) -> list[ActRow]:
    """What I can do now, as buttons in the order of the table; acts that share a draft are one button.

    Exactly one stands out: the first primary one that is offered.
    """
    allowed = {entry.act: entry for entry in acts}
    rows: list[ActRow] = []
    offered: set[Act] = set()
    for act, button in BUTTONS.items():
        entry = allowed.get(act)
        if entry is None or entry.how is How.DECIDE or button.draft_act in offered:
            continue
        offered.add(button.draft_act)
        leads = button.primary and not any(row.primary for row in rows)
        rows.append(ActRow(act.value, act_title(words, act, entry.how), button.symbol, leads, entry.draft_id is not None))
    return rows


def act_title(words: Words, act: Act, how: How) -> str:
    """What asks for a decision of somebody else says so; three dots: a page follows."""
    button = BUTTONS[act]
    word = words.phrase(button.word) if button.word else words.act(act, how)
    return f"{word}…" if how is How.ASK and button.page else word


def step_rows(words: Words, steps: Sequence[Step], pictures: dict[str, str], now: datetime) -> list[StepRow]:
    """Newest first. `pictures`: source of an Image by hash, empty while only the hub has it."""
    rows = []
    for step in reversed(steps):
        role = words.of(step.role) if step.role is not None else ""
        who = " · ".join(dict.fromkeys(word for word in (step.by, role) if word))
        note = [words.doubt(code) for code in step.doubts]
        if step.late:
            note.insert(0, words.phrase("late_note"))
        text = " · ".join(part for part in (reason_word(words, step.reason), step.text) if part)
        rows.append(StepRow(
            id=str(step.seq), title=step_title(words, step), who=who, when=words.moment(step.at_hub, now), text=text,
            note=words.listing(note), symbol=step_icon(step.act), meaning="neutral" if step.asked else step_meaning(step.act),
            pictures=tuple(pictures.get(sha, "") for sha in step.media), hashes=step.media,
        ))
    return rows


def step_title(words: Words, step: Step) -> str:
    if step.asked:
        return words.phrase("asked", act=words.of(step.act))
    if step.approved is not None:
        return words.phrase("approved" if step.approved else "declined", act=words.of(step.act))
    return words.step(step.act)


def reason_word(words: Words, reason: str | None) -> str:
    if not reason:
        return ""
    for known in (ReturnReason, RefuseReason, VerifyResult):
        if reason in known.__members__.values():
            return words.of(known(reason))
    return reason


def fact_lines(words: Words, page: CasePage, now: datetime) -> list[FactLine]:
    row = page.row
    where = row.place
    if page.position is not None:
        degrees = f"{page.position.latitude:.5f}, {page.position.longitude:.5f}"
        where = f"{where} · {degrees}" if where else degrees
    handler = page.handler_name
    if handler and page.department_name:
        handler = words.phrase("handler_of", who=handler, department=page.department_name)
    lines = [
        FactLine("number", "file-text", words.phrase("fact_number"), row.number or row.local_reference),
        FactLine("place", "map-pin", words.phrase("fact_place"), where),
        FactLine("when", "clock", words.phrase("fact_reported"), words.moment(page.created_at, now)),
        FactLine("reporter", "user", words.phrase("fact_reporter"), page.reporter_name),
        FactLine("handler", "building", words.phrase("fact_handler"), handler or page.department_name),
        FactLine("campaign", "megaphone", words.phrase("fact_campaign"), words.name(page.campaign_zh, page.campaign_en)),
        FactLine("same_as", "link", words.phrase("fact_same_as"), page.same_as),
        FactLine("pending", "hourglass", words.phrase("fact_pending"), words.of(page.pending) if page.pending else ""),
    ]
    if page.on_show is not None and page.on_show.state is not Showing.POSSIBLE:
        lines.append(FactLine("on_show", "megaphone", words.phrase("fact_on_show"), on_show_line(words, page.on_show, now)))
    if page.round > 1:
        lines.append(FactLine("round", "repeat", words.phrase("fact_round"), words.phrase("round", round=str(page.round))))
    return [line for line in lines if line.value]


def on_show_line(words: Words, shown: OnShow, now: datetime) -> str:
    """Since when everybody sees it; for whoever decides also by whose decision, and where it stands when it is not shown."""
    told = words.phrase(f"on_show_{shown.state.value}")
    if shown.state is Showing.SHOWN and shown.at is not None:
        told = words.phrase("on_show_since", time=words.moment(shown.at, now))
    return words.phrase("on_show_by", state=told, who=shown.by) if shown.by else told


def unsent_rows(words: Words, unsent: Sequence[UnsentAct]) -> list[UnsentRow]:
    rows = []
    for act in unsent:
        problem = words.sentence(act.problem) if act.problem is not None else ""
        helps = ""
        if act.delivery is Delivery.REFUSED and act.problem is not None:
            helps = "retry" if act.problem.next is Next.RETRY else "edit"
        rows.append(UnsentRow(act.mutation_id, words.of(act.act), act.delivery.value, words.of(act.delivery), problem, helps))
    return rows


def photo_rows(words: Words, page: CasePage, pictures: dict[str, str], now: datetime) -> list[CasePhoto]:
    """Every photo once, in the order before, after, others."""
    rows: dict[str, CasePhoto] = {}
    groups = [sorted(group, key=shot_rank) for group in (page.before, page.after, page.others)]
    for photo in chain.from_iterable(groups):
        if photo.sha256 not in rows:
            rows[photo.sha256] = CasePhoto(photo.sha256, pictures.get(photo.sha256, ""), label_of(words, photo),
                                           caption(words, photo, now), photo.kind.value, photo.marks)
    return list(rows.values())


def label_of(words: Words, photo: PhotoView) -> str:
    """What it shows or what it is for; of a recording how long it is."""
    if photo.kind is not MediaKind.PHOTO and photo.duration_s:
        return length_of(photo.duration_s)
    return words.of(photo.shot if photo.usage is Usage.REPORT else photo.usage)


_SHOTS = list(Shot)


def shot_rank(photo: PhotoView) -> int:
    """From the place to the damage, in whatever order the files arrived."""
    return _SHOTS.index(photo.shot)


def caption(words: Words, photo: PhotoView, now: datetime) -> str:
    """What it is evidence of, what it shows, when, and by whom."""
    told = [words.of(photo.usage), words.of(photo.shot)]
    if photo.captured_at is not None:
        told.append(words.moment(photo.captured_at, now))
    if photo.by:
        told.append(photo.by)
    return " · ".join(told)
