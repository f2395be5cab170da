"""`Words`: everything the window says, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from fieldclient.ui.words import (
    activity,
    advice,
    capture,
    cases,
    evidence,
    measures,
    notices,
    phrases,
    places,
    problems,
    quality,
    results,
)
from fieldclient.ui.words.asking import ASKING
from fieldclient.ui.words.case_lists import LISTS
from fieldclient.ui.words.exporting import EXPORTING
from fieldclient.ui.words.files import SENTENCES as FILE_SENTENCES
from fieldclient.ui.words.gathering import GATHERING
from fieldclient.ui.words.intake import INTAKE
from fieldclient.ui.words.keys import KEYS
from fieldclient.ui.words.maps import MAPS
from fieldclient.ui.words.maps import SENTENCES as MAP_SENTENCES
from fieldclient.ui.words.news import NEWS
from fieldclient.ui.words.outbox import OUTBOX
from fieldclient.ui.words.pair import Pair, Table
from fieldclient.ui.words.patrols import PATROLS
from fieldclient.ui.words.people import PEOPLE
from fieldclient.work.views import Light
from sync.protocol.feed import Doubt
from sync.protocol.lifecycle import Act, Part
from sync.protocol.mutations import ResultUnit
from sync.protocol.problems import Code, Fact, Problem
from sync.protocol.rights import How

TABLES: tuple[Table, ...] = (
    cases.STAGES, cases.PUBLIC_STAGES, cases.ACTS, cases.PARTS, cases.DELIVERIES, cases.LIGHTS, cases.KINDS,
    cases.PRIORITIES, cases.TASKS, cases.TASK_STATES, cases.FIELDS, results.HANDLING, results.RATINGS, results.VERIFYING,
    results.REFUSE_REASONS, results.RETURN_REASONS, results.UNITS, results.LIMIT_UNITS, results.OUTCOMES,
    results.CONTACT_WAYS, results.CONTACTED,
    evidence.SHOTS, evidence.USAGES, evidence.MEDIA, evidence.ORIGINS, evidence.POSITION_SOURCES,
    evidence.TIME_SOURCES, evidence.DATUMS, evidence.ROLES, phrases.DOUBTS,
    quality.FLAWS, advice.LEVELS, advice.LIKENESSES, advice.VIEWS, advice.QUESTIONS, activity.POINTS_RULES,
)
_BY_TYPE: dict[type[StrEnum], Table] = {type(next(iter(table))): table for table in TABLES}
PHRASES: dict[str, Pair] = {
    **phrases.PHRASES, **GATHERING, **capture.PHRASES, **advice.PHRASES, **INTAKE, **PATROLS, **PEOPLE, **OUTBOX, **NEWS, **KEYS, **ASKING, **EXPORTING, **LISTS,
    **MAPS, **activity.PHRASES,
}
SENTENCES: dict[Code, Pair] = {
    **problems.SENTENCES, **{code: Pair(*pair) for code, pair in FILE_SENTENCES.items()}, **places.SENTENCES,
    **capture.SENTENCES, **MAP_SENTENCES,
}


@dataclass(frozen=True)
class Words:
    """Speaks `language` ('zh' or 'en'). Times are told by this device's zone."""

    language: str

    def of(self, value: StrEnum) -> str:
        """The word for a value of any enumeration that people see."""
        return _BY_TYPE[type(value)][value].say(self.language)

    def act(self, act: Act, how: How = How.DO) -> str:
        """What the button for this act says. What can only be asked for says so."""
        word = self.of(act)
        if how is How.ASK and act is not Act.REOPEN:
            return Pair("申请{act}", "Ask: {act}").say(self.language).format(act=word)
        return word

    def step(self, act: Act) -> str:
        """The act as a step of the past."""
        return cases.STEPS[act].say(self.language)

    def phrase(self, name: str, /, **facts: str) -> str:
        return PHRASES[name].say(self.language).format(**facts)

    def question(self, question: StrEnum, **facts: str) -> str:
        """What a person is asked about a position."""
        return advice.QUESTIONS[question].say(self.language).format_map(_Known(facts))

    def doubt(self, code: str) -> str:
        return self.of(Doubt(code)) if code in Doubt.__members__.values() else code

    def notice(self, code: str, facts: dict[str, str]) -> str:
        """A notice of the hub as a sentence; one that this version does not know says at least that something is new."""
        known = notices.NOTICES.get(code, notices.UNKNOWN)
        return known.say(self.language).format_map(_Known(self._notice_facts(facts)))

    def facts_line(self, facts: dict[str, str]) -> str:
        """What else is told beside a published result: the department, the grid."""
        return " · ".join(facts[name] for name in ("department", "grid") if facts.get(name))

    def name(self, zh: str, en: str) -> str:
        """The name in this language, or in the other where this one is empty."""
        return (zh or en) if self.language == "zh" else (en or zh)

    def listing(self, words: Iterable[str]) -> str:
        return phrases.PHRASES["list_comma"].say(self.language).join(words)

    def parts(self, parts: Iterable[Part]) -> str:
        return self.listing(self.of(part) for part in parts)

    # Problems

    def sentence(self, problem: Problem) -> str:
        """What happened and what happens next."""
        variants = (problems.VARIANTS.get((problem.code, name, str(value))) for name, value in problem.facts.items())
        pair = next((variant for variant in variants if variant is not None), SENTENCES[problem.code])
        return pair.say(self.language).format_map(_Known(self._facts(problem.facts)))

    def _facts(self, facts: dict[str, Fact]) -> dict[str, str]:
        """Facts as people say them: names of parts, fields and acts, sizes, lengths of time; `x_bytes` and `x_s` also as `x`."""
        told: dict[str, str] = {}
        for name, value in facts.items():
            told[name] = "" if value is None else str(value)
            if name.endswith("_bytes") and isinstance(value, int | float):
                told[name] = told[name.removesuffix("_bytes")] = measures.size(value)
            elif name.endswith("_s") and isinstance(value, int | float):
                told[name] = told[name.removesuffix("_s")] = self.lasting(abs(value))
        if facts.get("act") in Act.__members__.values():
            told["act"] = self.of(Act(str(facts["act"])))
        entry = problems.ENTRIES.get(told.get("field", "").rpartition(".")[2])
        if entry is not None:
            told["field"] = entry.say(self.language)
        if "parts" in facts:
            names = [name.strip() for name in str(facts["parts"]).split(",")]
            told["parts"] = self.listing(self.of(Part(n)) if n in Part.__members__.values() else n for n in names)
        return told

    def _notice_facts(self, facts: dict[str, str]) -> dict[str, str]:
        told = dict(facts)
        for name, kinds in notices.FACT_WORDS.items():
            for kind in kinds:
                if facts.get(name) in kind.__members__.values():
                    told[name] = self.of(kind(facts[name]))
                    break
        return told

    # Times and measures

    def clock(self, at: datetime) -> str:
        return measures.clock(at)

    def day(self, at: datetime) -> str:
        return measures.day(at, self.language)

    def moment(self, at: datetime, now: datetime) -> str:
        return measures.moment(at, now, self.language)

    def ago(self, at: datetime, now: datetime) -> str:
        return measures.ago(at, now, self.language)

    def lasting(self, seconds: float) -> str:
        return measures.lasting(seconds, self.language)

    def deadline(self, light: Light, due_at: datetime | None, overdue_by_s: float | None, now: datetime) -> str:
        """What a deadline mark says; empty when there is none."""
        if light is Light.NONE or due_at is None:
            return ""
        if light in (Light.OVERDUE, Light.OVERDUE_AGAIN):
            late = overdue_by_s if overdue_by_s is not None else (now - due_at).total_seconds()
            return f"{self.of(light)} {self.lasting(late)}"
        return measures.until_due(due_at, now, self.language)

    def distance(self, metres: float) -> str:
        return measures.distance(metres, self.language)

    def size(self, size_bytes: float) -> str:
        return measures.size(size_bytes)

    def count(self, what: str, n: int) -> str:
        return measures.count(what, n, self.language)

    def quantity(self, value: float, unit: StrEnum | None) -> str:
        if unit is None:
            return measures.number(value)
        one = results.ONE_OF.get(ResultUnit(unit)) if value == 1 else None
        return f"{measures.number(value)} {one.say(self.language) if one else self.of(unit)}"


class _Known(dict[str, Any]):
    """A sentence is shown even when a fact of it is missing."""

    def __missing__(self, key: str) -> str:
        return "?"
