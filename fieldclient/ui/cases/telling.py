"""What else is told of a case, as rows: rules before asking, calls and visits, what was discarded, how far off it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldclient.ui.cases.acts import BUTTONS
from fieldclient.ui.cases.story import StepRow, act_title
from fieldclient.ui.words import Words
from fieldclient.work.case_maps import away
from fieldclient.work.views import AskRules, DiscardedDraft
from sync.protocol.feed import ContactNote
from sync.protocol.lifecycle import Act
from sync.protocol.mutations import ContactWay
from sync.protocol.position import Position
from sync.protocol.rights import How

_WAY_ICONS = {ContactWay.CALL: "phone", ContactWay.VISIT: "footprints", ContactWay.MESSAGE: "message"}
_DECIDES = {Act.REOPEN: "ask_decides_reporter", Act.APPEAL: "ask_decides_reporter", Act.RETURN: "ask_decides"}


@dataclass(frozen=True)
class RuleLine:
    id: str
    symbol: str
    text: str
    attention: bool


@dataclass(frozen=True)
class DiscardedRow:
    id: str  # of the draft
    text: str


@dataclass(frozen=True)
class GridLabel:
    """The name of a grid that has room for it, in pixels."""

    id: str
    text: str
    x: float
    y: float
    room: float


def rule_lines(words: Words, rules: AskRules, now: datetime) -> list[RuleLine]:
    """Who decides, how often, until when, and what becomes of the deadline; a line that stops the act stands out."""
    who = words.listing(words.of(role) for role in rules.decides)
    lines = [RuleLine("decides", "user", words.phrase(_DECIDES.get(rules.act, "ask_decides_deadline"), who=who), False)]
    if rules.until is not None:
        over = rules.is_over(now)
        text = words.phrase("ask_over" if over else "ask_until", time=words.moment(rules.until, now))
        lines.append(RuleLine("until", "alert-circle" if over else "clock", text, over))
    if rules.most == 1:
        lines.append(RuleLine("times", "repeat", words.phrase("ask_once"), False))
    elif rules.most is not None:
        text = words.phrase("ask_times", most=str(rules.most), done=str(rules.done))
        lines.append(RuleLine("times", "repeat", text, rules.done >= rules.most))
    lines += [RuleLine(f"effect{at}", "hourglass", text, False) for at, text in enumerate(_effects(words, rules, now))]
    if rules.act in (Act.RETURN, Act.EXTEND, Act.SUSPEND):
        lines.append(RuleLine("single", "info", words.phrase("ask_one_at_a_time"), False))
    return lines


def _effects(words: Words, rules: AskRules, now: datetime) -> list[str]:
    match rules.act:
        case Act.EXTEND if rules.due_at is not None and rules.due_then is not None:
            return [words.phrase("ask_extend_due", old=words.moment(rules.due_at, now),
                                 new=words.moment(rules.due_then, now))]
        case Act.SUSPEND:
            day = day_with_year(words, rules.longest) if rules.longest is not None else ""
            return [words.phrase("ask_suspend_clock"), *([words.phrase("ask_suspend_longest", day=day)] if day else [])]
        case Act.RETURN:
            return [words.phrase("ask_return_clock")]
        case Act.APPEAL:
            return [words.phrase("ask_appeal_effect")]
        case Act.REOPEN:
            return [words.phrase("ask_reopen_once")]
    return []


def day_with_year(words: Words, at: datetime) -> str:
    """A suspension may end next year."""
    return words.phrase("sheet_day", year=str(at.astimezone().year), day=words.day(at))


def contact_rows(words: Words, contacts: Sequence[ContactNote], now: datetime) -> list[StepRow]:
    """Calls and visits, the newest first."""
    rows = []
    for note in sorted(contacts, key=lambda each: each.contact.at, reverse=True):
        contact = note.contact
        facts = {"way": words.of(contact.way), "whom": words.of(contact.whom)}
        title = words.phrase("contact_title_name", name=contact.name, **facts) if contact.name else words.phrase(
            "contact_title", **facts)
        rows.append(StepRow(
            id=str(note.seq), title=title, who=words.phrase("contact_by", who=note.by) if note.by else "",
            when=words.moment(contact.at, now), text=note.text, note=words.phrase("late_note") if note.late else "",
            symbol=_WAY_ICONS[contact.way], meaning="neutral", pictures=(), hashes=(),
        ))
    return rows


def discarded_rows(words: Words, drafts: Sequence[DiscardedDraft], now: datetime) -> list[DiscardedRow]:
    def named(draft: DiscardedDraft) -> str:
        title = act_title(words, draft.act, How.DO) if draft.act in BUTTONS else words.of(draft.act)
        return words.phrase("discarded_at", act=title, time=words.moment(draft.at, now))

    return [DiscardedRow(draft.draft_id, named(draft)) for draft in drafts]


def away_text(words: Words, here: Position, place: Position) -> str:
    found = away(here, place)
    distance = words.distance(found.distance_m)
    if not found.towards:
        return words.phrase("case_away", distance=distance)
    return words.phrase("case_away_direction", distance=distance, direction=words.phrase(found.towards))
