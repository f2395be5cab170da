"""What is worth telling a person who looks elsewhere, each thing once: new work, deadlines, what was sent, what needs a decision.

`Newsroom.look` compares the store with what was told before and keeps what it has told, durably, before anybody shows it: told
twice is worse than lost, because everything stands in the window as well. The first look for a person tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import msgspec

from fieldclient.store import Store
from fieldclient.store.times import to_ms
from fieldclient.work.catalogue import names_of
from sync.protocol.feed import Notice, NoticeCode
from sync.protocol.problems import ProblemBody

_RULES = "news_rules"
_MOST = 400  # names of things told: far more than can be new between two looks
_NOTICES = 60
_SOON = """
    SELECT id FROM cases WHERE person = ? AND ended = 0 AND needs_me = 1 AND level = 0 AND due_soon_ms <= ? AND due_ms >= ?
    ORDER BY due_ms LIMIT ?
"""


class NewsKind(StrEnum):
    TASK = "task"  # somebody waits for me
    DUE = "due"  # soon, or over
    RESULT = "result"  # about what I reported or asked for
    SENT = "sent"  # all that waited has arrived
    REFUSED = "refused"
    TROUBLE = "trouble"  # nothing goes through, and a person has to do something


URGENT = frozenset({NewsKind.REFUSED, NewsKind.TROUBLE, NewsKind.DUE})
_KIND_OF: dict[str, NewsKind] = {
    NoticeCode.TASK_ISSUED: NewsKind.TASK, NoticeCode.CASE_DISPATCHED: NewsKind.TASK, NoticeCode.CASE_REWORK: NewsKind.TASK,
    NoticeCode.CASE_RESUMED: NewsKind.TASK, NoticeCode.ASK_WAITING: NewsKind.TASK, NoticeCode.CHECK_STUCK: NewsKind.TASK,
    NoticeCode.NEEDS_DISPATCH: NewsKind.TASK, NoticeCode.CASE_OVERDUE: NewsKind.DUE, NoticeCode.CASE_OVERDUE_AGAIN: NewsKind.DUE,
}  # whatever else the hub lets a person know is about something of theirs


class NewsRules(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What this device tells. `silent`: kinds that are not told. `details`: names matters and places, while the screen is not
    locked. Hours are local; 22 to 7 goes over midnight."""

    on: bool = True
    silent: tuple[NewsKind, ...] = ()
    details: bool = False
    quiet: bool = True
    quiet_from: int = 22
    quiet_until: int = 7


@dataclass(frozen=True)
class News:
    """`count` things of one kind. `case_id` empty: more than one, or none. `notice`: the hub's code when there is one."""

    kind: NewsKind
    count: int
    case_id: str = ""
    title_zh: str = ""
    title_en: str = ""
    place: str = ""
    notice: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    late: bool = False
    problem: ProblemBody | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`known`: names of what was told. `waited`: something waited at the last look. `trouble`: the problem told last."""

    known: tuple[str, ...] = ()
    waited: bool = False
    trouble: str = ""


def is_quiet(rules: NewsRules, local: datetime) -> bool:
    if not rules.quiet or rules.quiet_from == rules.quiet_until:
        return False
    first, end, at = rules.quiet_from, rules.quiet_until, local.hour
    return first <= at < end if first < end else at >= first or at < end


@dataclass(frozen=True)
class Thing:
    """One thing that may be told, by a name that stays the same."""

    name: str
    news: News


def combine(kind: NewsKind, things: Sequence[Thing]) -> News:
    """One notification for one look: of a single thing what it is, of several about one case the latest, of others how many."""
    late = any(thing.news.late for thing in things)
    if len({thing.news.case_id or thing.name for thing in things}) == 1:
        return replace(things[-1].news, late=late)
    return News(kind, len(things), late=late)


def fresh(told: Told, things: Iterable[Thing]) -> tuple[list[News], Told]:
    """What was not told yet, one for each kind, in the order of the kinds."""
    every = list(things)
    known = set(told.known)
    new = [thing for thing in every if thing.name not in known]
    by_kind = {kind: [thing for thing in new if thing.news.kind is kind] for kind in NewsKind}
    names = [*(name for name in told.known if name not in {thing.name for thing in every}), *(thing.name for thing in every)]
    kept = msgspec.structs.replace(told, known=tuple(names[-_MOST:]))
    return [combine(kind, found) for kind, found in by_kind.items() if found], kept


class Newsroom:
    """On the store's thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rules(self) -> NewsRules:
        raw = self._store.settings.get(_RULES)
        try:
            return msgspec.json.decode(raw, type=NewsRules) if raw else NewsRules()
        except msgspec.DecodeError:
            return NewsRules()

    def set_rules(self, rules: NewsRules) -> None:
        self._store.settings.put(_RULES, msgspec.json.encode(rules).decode())

    def look(
        self, now: datetime, trouble: ProblemBody | None = None, *, watched: bool = False, due: bool = True
    ) -> list[News]:
        """What is new since the last look. `trouble`: what keeps everything here and needs a person. `watched`: the person looks
        at the window, so that all counts as told. `due`: at deadlines too, which goes once through all cases. In quiet hours
        nothing is looked at; what came is told together when they end."""
        person, rules = self._store.people.current_id(), self.rules()
        if self._store.people.current() is None or is_quiet(rules, now.astimezone()):
            return []
        before = self._told(person)
        waits = self._store.outbox.totals(person)
        known = set(before.known) if before is not None else set()
        found, told = fresh(before or Told(), self._things(person, now, known, due))
        if before is not None and before.waited and not waits.waiting and not waits.attention:
            found.append(News(NewsKind.SENT, 1))
        code = trouble.code if trouble is not None else ""
        if trouble is not None and told.trouble != code:
            found.append(News(NewsKind.TROUBLE, 1, problem=trouble))
        told = msgspec.structs.replace(told, waited=waits.waiting > 0, trouble=code)
        if told != before:
            self._store.settings.put(self._name(person), msgspec.json.encode(told).decode())
        if before is None or watched or not rules.on:
            return []
        return [each for each in found if each.kind not in rules.silent]

    def _name(self, person: str) -> str:
        return f"news_told {person}"

    def _told(self, person: str) -> Told | None:
        raw = self._store.settings.get(self._name(person))
        try:
            return msgspec.json.decode(raw, type=Told) if raw else None
        except msgspec.DecodeError:
            return None

    def _things(self, person: str, now: datetime, known: set[str], due: bool) -> list[Thing]:
        """What is there. Of what is `known` nothing more than its name is looked up."""
        soon = self._due(person, now, known) if due else []
        return [*self._noticed(person, known), *soon, *self._refused(person)]

    def _noticed(self, person: str, known: set[str]) -> list[Thing]:
        """Unread ones, the latest last, so that they stay among the names that are kept."""
        unread = [notice for notice, read in self._store.feed.notices(person, _NOTICES) if not read]
        return [
            Thing(name, News(NewsKind.RESULT, 1) if name in known else self._of_notice(person, notice))
            for notice in reversed(unread) if (name := f"n {notice.id}")
        ]

    def _of_notice(self, person: str, notice: Notice) -> News:
        kind = _KIND_OF.get(notice.code, NewsKind.RESULT)
        zh, en, place = self._matter(person, notice.case_id or "")
        facts = tuple(sorted((name, str(value)) for name, value in notice.facts.items()))
        return News(kind, 1, notice.case_id or "", zh, en, place, notice.code, facts, late=kind is NewsKind.DUE)

    def _due(self, person: str, now: datetime, known: set[str]) -> list[Thing]:
        """Cases that wait for me and are due soon by now. What is overdue the hub tells by a notice."""
        at = to_ms(now)
        rows = self._store.database.read(_SOON, (person, at, at, _NOTICES))
        cases = [(f"s {row['id']}", str(row["id"])) for row in rows]
        return [
            Thing(name, News(NewsKind.DUE, 1, case, *(() if name in known else self._matter(person, case))))
            for name, case in cases
        ]

    def _refused(self, person: str) -> list[Thing]:
        totals = self._store.outbox.totals(person)
        if not totals.attention:
            return []
        refused = self._store.outbox.refused_of(person)
        return [Thing(f"r {each.id} {each.attempts}", News(
            NewsKind.REFUSED, 1, each.case_id, *names_of(self._store.catalogues.current(), each.title.subcategory),
            each.title.place)) for each in refused]

    def _matter(self, person: str, case_id: str) -> tuple[str, str, str]:
        record = self._store.cases.find(person, case_id) if case_id else None
        view = record.view if record is not None else None
        if view is None:
            return "", "", ""
        return (*names_of(self._store.catalogues.current(), view.subcategory), view.place_text or view.grid_name)
