"""The seed: one readable TOML file that says whose hub this is, who works there and which rules hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from sync.hub import areas
from sync.hub.areas import Area
from sync.hub.points import wrong_activity
from sync.hub.world import (
    Department,
    Jurisdiction,
    PersonRow,
    PointsRules,
    Policy,
    RoutingRule,
    Settings,
    SignInRules,
)
from sync.protocol.activity import Campaign
from sync.protocol.catalogue import Catalogue
from sync.protocol.deadlines import DeadlinePolicy, check_deadline_policy
from sync.protocol.lifecycle import BY_RULE
from sync.protocol.people import Role
from sync.protocol.problems import Code, Problem
from sync.protocol.workcalendar import WorkPolicy, check_policy, is_month_day

_ID = re.compile(r"^[a-z0-9][a-z0-9._-]{0,31}$")
_LEAST_AREA_M2 = 100.0


class SeedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person in the seed. `password` is plain text and meant for a first start: it is hashed when it is loaded.

    Without one an account that exists keeps its password, and a new one cannot be signed in to.
    """

    login: str
    name: str
    roles: tuple[Role, ...]
    id: str = ""  # the login, when it is not said; stays the same when the login changes
    password: str | None = None
    department: str | None = None
    team: str | None = None
    areas: tuple[str, ...] = ()


class SeedArea(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    name: str
    polygon: tuple[tuple[float, float], ...]


class Seed(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    name: str
    jurisdiction: Jurisdiction
    policy: Policy = Policy()
    deadlines: DeadlinePolicy = DeadlinePolicy()
    working_hours: WorkPolicy = WorkPolicy()
    sign_in: SignInRules = SignInRules()
    departments: tuple[Department, ...] = ()
    areas: tuple[SeedArea, ...] = ()
    routing: tuple[RoutingRule, ...] = ()
    people: tuple[SeedPerson, ...] = ()
    points: PointsRules = PointsRules()
    campaigns: tuple[Campaign, ...] = ()

    def settings(self) -> Settings:
        return Settings(
            jurisdiction=self.jurisdiction, name=self.name, policy=self.policy, deadlines=self.deadlines,
            departments=self.departments, routing=self.routing, sign_in=self.sign_in,
            points=self.points, campaigns=self.campaigns,
            areas=tuple(Area(code=one.code, name=one.name, polygon=one.polygon) for one in self.areas),
        )

    def person_rows(self) -> list[PersonRow]:
        return [
            PersonRow(
                id=one.id or one.login, login=one.login, name=one.name, roles=one.roles, department=one.department,
                team=one.team, areas=one.areas,
            )
            for one in self.people
        ]


def read_seed(path: Path) -> Seed:
    """The seed in this file, not yet held against the catalogue. Raises Problem(SEED_INVALID, field)."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as cause:
        raise Problem(Code.SEED_INVALID, field="file") from cause
    except tomllib.TOMLDecodeError as cause:
        place = re.search(r"line (\d+)", str(cause))
        raise Problem(Code.SEED_INVALID, field=f"line {place[1]}" if place else "toml") from cause
    try:
        seed = msgspec.convert(raw, type=Seed)
    except msgspec.ValidationError as cause:
        wrong = re.search(r"`\$\.?(.*?)`", str(cause))
        named = re.search(r"required field `(.*?)`", str(cause))
        field = ".".join(part for part in ((wrong[1] if wrong else ""), (named[1] if named else "")) if part)
        raise Problem(Code.SEED_INVALID, field=field or "toml") from cause
    for field in _unknown(raw, seed, ""):
        raise Problem(Code.SEED_INVALID, field=field)
    return seed


def _unknown(raw: object, read: object, place: str) -> Iterator[str]:
    """Keys that no struct has: a misspelt switch must not silently stay off."""
    if isinstance(raw, dict) and isinstance(read, msgspec.Struct):
        for key, value in raw.items():
            here = f"{place}.{key}" if place else key
            if key not in read.__struct_fields__:
                yield here
            else:
                yield from _unknown(value, getattr(read, key), here)
    elif isinstance(raw, list) and isinstance(read, tuple):
        for number, (value, struct) in enumerate(zip(raw, read, strict=True)):
            yield from _unknown(value, struct, f"{place}[{number}]")


def check_seed(seed: Seed, catalogue: Catalogue) -> None:
    """Raise Problem(SEED_INVALID, field) for the first thing that would fail later, when nobody looks."""
    check_policy(seed.working_hours)
    check_deadline_policy(seed.deadlines, seed.working_hours)
    for field in _wrong(seed, catalogue):
        raise Problem(Code.SEED_INVALID, field=field)


def _wrong(seed: Seed, catalogue: Catalogue) -> Iterator[str]:
    if not re.fullmatch(r"\d{6}", seed.jurisdiction.adcode):
        yield "jurisdiction.adcode"
    yield from _wrong_departments(seed)
    yield from _wrong_areas(seed)
    yield from _wrong_routing(seed, catalogue)
    yield from _wrong_people(seed)
    yield from _wrong_sign_in(seed.sign_in)
    yield from wrong_activity(seed.points, seed.campaigns, catalogue)
    for act in seed.policy.auto_approve:
        if act not in BY_RULE:
            yield f"policy.auto_approve.{act.value}"


def _wrong_sign_in(rules: SignInRules) -> Iterator[str]:
    if not 1 <= rules.access_minutes <= 24 * 60:
        yield "sign_in.access_minutes"
    if not 1 <= rules.idle_days <= rules.longest_days <= 3660:
        yield "sign_in.idle_days"


def _wrong_departments(seed: Seed) -> Iterator[str]:
    codes = [one.code for one in seed.departments]
    for one in seed.departments:
        if not _ID.match(one.code) or codes.count(one.code) > 1 or not one.name.strip():
            yield f"departments.{one.code}"
        if one.street is not None and not re.fullmatch(r"\d{9}", one.street):
            yield f"departments.{one.code}.street"


def _wrong_areas(seed: Seed) -> Iterator[str]:
    codes = [one.code for one in seed.areas]
    for one in seed.areas:
        if not areas.is_code(one.code) or codes.count(one.code) > 1:
            yield f"areas.{one.code}"
        elif not one.code.startswith(seed.jurisdiction.adcode):
            yield f"areas.{one.code}.code"
        in_range = all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in one.polygon)
        if len(one.polygon) < 3 or not in_range or areas.area_m2(one.polygon) < _LEAST_AREA_M2:
            yield f"areas.{one.code}.polygon"


def _wrong_routing(seed: Seed, catalogue: Catalogue) -> Iterator[str]:
    departments = {one.code for one in seed.departments}
    for place, rule in enumerate(seed.routing):
        known = {
            "department": rule.department in departments,
            "category": rule.category is None or catalogue.category(rule.category) is not None,
            "subcategory": rule.subcategory is None or catalogue.subcategory(rule.subcategory) is not None,
            "area": rule.area is None or any(one.code.startswith(rule.area) for one in seed.areas),
            "season": rule.season is None or all(map(is_month_day, rule.season)),
        }
        for field, right in known.items():
            if not right:
                yield f"routing[{place}].{field}"


def _wrong_people(seed: Seed) -> Iterator[str]:
    departments = {one.code for one in seed.departments}
    codes = {one.code for one in seed.areas}
    logins, ids = [one.login for one in seed.people], [one.id or one.login for one in seed.people]
    for one in seed.people:
        if not _ID.match(one.login) or logins.count(one.login) > 1 or ids.count(one.id or one.login) > 1:
            yield f"people.{one.login}"
        if one.id and not _ID.match(one.id):
            yield f"people.{one.login}.id"
        if not one.roles or Role.SYSTEM in one.roles:
            yield f"people.{one.login}.roles"
        if one.department is not None and one.department not in departments:
            yield f"people.{one.login}.department"
        if {Role.HANDLER, Role.DEPT_ADMIN} & set(one.roles) and one.department is None:
            yield f"people.{one.login}.department"
        if not codes.issuperset(one.areas):
            yield f"people.{one.login}.areas"
