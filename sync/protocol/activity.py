"""What goes on among people besides cases: who read what, campaigns, points, the ranking and a team's week.

One question, asked now and then: the device tells what was read and whether its person takes part in the ranking, the hub
answers with everything this page of the window shows. The answer replaces the one before, so that a repeat changes nothing.
What points are given for: domain 5.6.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from sync.protocol.workcalendar import covers

PATH_ACTIVITY = "/v1/activity"
FEATURE = "activity1"  # in `HubInfo.features` of a hub that answers it
BULLETIN = "bulletin"  # the code of a notice that a person wrote to many; facts: title, by
MAX_READS = 500  # in one question; what is left goes with the next
MAX_TOLD_BYTES = 64 * 1024
NICKNAME_LEAST, NICKNAME_MOST = 2, 12  # characters
_PHONE = re.compile(r"\d{7}")
Moment = Annotated[datetime, msgspec.Meta(tz=True)]  # one without its zone cannot be compared


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A notice was looked at. `at`: by the hub's clock, as far as the device knows it."""

    notice: str
    at: Moment


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether a person appears in the ranking, and under which name. The later choice holds."""

    taking_part: bool = False
    nickname: str = ""
    at: Moment


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the device says. Empty: it only asks."""

    reads: tuple[Read, ...] = ()
    choice: Choice | None = None


class PointsRule(StrEnum):
    """What points are given or taken for. Together with case and person the key of an entry: nothing counts twice."""

    FILED = "filed"  # to the first valid reporter, by the reward tier of the subcategory
    EVIDENCE = "evidence"  # far, near and detail, and a place within 30 m
    SUBCATEGORY = "subcategory"  # filed under what was reported
    PRAISE = "praise"  # shown to everybody
    RATING = "rating"
    VERIFIED = "verified"  # a volunteer's verification that was accepted
    CO_WITNESS = "co_witness"  # the same matter within 24 hours of the first, three people at most
    FALSE_REPORT = "false_report"
    REVERSED = "reversed"  # voided later: what was given is taken back


class PointsEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the ledger. `delta` 0: the day's or the month's cap was reached."""

    rule: PointsRule
    delta: int
    at: datetime
    case_id: str
    number: str = ""


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the ranking: nicknames only, of people who take part. Equal points share a place."""

    place: int
    nickname: str
    points: int
    mine: bool = False


class TeamDay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a team did on a day of the jurisdiction's calendar, without names: what it reported, a department what it handled."""

    day: date
    done: int = 0
    closed: int = 0


class TeamWeek(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two weeks, Monday to Sunday each, the earlier one first."""

    name: str
    people: int
    department: bool = False
    days: tuple[TeamDay, ...] = ()


class BulletinCount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Of a message that this person wrote: how many it was told to, and how many have read it."""

    id: str
    title: str
    at: datetime
    told: int
    read: int


class Campaign(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that is looked at for a while. `season`: "MM-DD" to "MM-DD", both included; without one it always runs."""

    code: str
    zh: str
    en: str = ""
    text_zh: str = ""
    text_en: str = ""
    season: tuple[str, str] | None = None
    subcategories: tuple[str, ...] = ()

    def runs_on(self, day: date) -> bool:
        return self.season is None or covers(self.season[0], self.season[1], day)


def campaign_of(campaigns: Iterable[Campaign], told: str | None, subcategory: str | None, day: date) -> str | None:
    """To which campaign a report of this day belongs: the one its reporter told, when there is such a one; else the first that
    runs and looks at what it is about. One that names no subcategories takes only what is told."""
    running = {each.code: each for each in campaigns if each.runs_on(day)}
    if told in running:
        return told
    return next((code for code, each in running.items() if subcategory in each.subcategories), None)


class Activity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the hub says. `choice` is the one it holds; `nickname_problem` says why the one just told was not taken."""

    hub_time: datetime
    choice: Choice | None = None
    nickname_problem: str = ""  # of `nickname_problem`, or 'taken'
    points_on: bool = False  # whether points are given here at all
    season: str = ""
    points: int = 0  # this season
    balance: int = 0  # of the last 12 months
    entries: tuple[PointsEntry, ...] = ()  # the latest first
    ranking: tuple[Standing, ...] = ()  # the first of it, and the person's own line
    taking_part: int = 0  # people in the ranking
    team: TeamWeek | None = None
    bulletins: tuple[BulletinCount, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    reads: tuple[str, ...] = ()  # what this person read lately, on whichever device


def season_of(day: date) -> str:
    """The quarter that the ranking counts: "2026Q4"."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def plain_nickname(told: str) -> str:
    """As it is kept: no space at its ends, one between words."""
    return " ".join(told.split())


def nickname_problem(nickname: str, own: Collection[str]) -> str:
    """Why this cannot be shown to everybody: 'short', 'long', 'signs' (invisible ones), 'number' (looks like a phone's) or
    'own_name' (one of `own`: the person's name and login); empty when it can."""
    plain = plain_nickname(nickname)
    if len(plain) < NICKNAME_LEAST:
        return "short"
    if len(plain) > NICKNAME_MOST:
        return "long"
    if any(unicodedata.category(sign).startswith("C") for sign in plain):
        return "signs"
    if _PHONE.search("".join(sign for sign in plain if sign not in " -")):
        return "number"
    if any(name and name.casefold() in plain.casefold() for name in own):
        return "own_name"
    return ""
