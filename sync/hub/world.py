"""What the hub knows besides cases: jurisdiction, policy, routing, departments, areas, people, catalogue and calendar.

Read from the seed, kept in the database, held in memory as one value that never changes: a new seed makes a new World.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

import msgspec

from sync.hub.areas import Area
from sync.protocol.activity import Campaign
from sync.protocol.catalogue import Catalogue, Subcategory
from sync.protocol.deadlines import Deadline, DeadlinePolicy, TimedStage
from sync.protocol.feed import Doubt
from sync.protocol.lifecycle import Act
from sync.protocol.limits import Limit
from sync.protocol.people import Person, Role
from sync.protocol.rights import Actor
from sync.protocol.workcalendar import Calendar

CENTRE = frozenset({Role.ACCEPTOR, Role.DUTY_CHIEF, Role.DISPATCHER, Role.LEADER})
FIELD = frozenset({Role.HANDLER, Role.DEPT_ADMIN})


class PersonRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """A person as the hub keeps them, without the password."""

    id: str
    login: str
    name: str
    roles: tuple[Role, ...]
    department: str | None = None
    team: str | None = None
    areas: tuple[str, ...] = ()  # duty grid: codes of unit grids or streets
    active: bool = True

    @cached_property
    def role_set(self) -> frozenset[Role]:
        return frozenset(self.roles)

    def actor(self) -> Actor:
        return Actor(id=self.id, roles=self.role_set, department=self.department)


class Department(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A professional department, or a street office: then `street` is the 9-digit head of its grids' codes."""

    code: str
    name: str
    street: str | None = None


class Jurisdiction(msgspec.Struct, frozen=True, kw_only=True):
    """Whose hub this is. `adcode` is the six-digit division code that every case number starts with."""

    adcode: str
    name: str


class RoutingRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who handles what where (智能预案). What is not said fits everything; `season` is "MM-DD" to "MM-DD", both included.

    The lowest `priority` that fits wins; of equals the first in the seed.
    """

    department: str
    priority: int = 100
    subcategory: str | None = None
    category: str | None = None
    area: str | None = None  # head of an area code: a street takes in its grids
    season: tuple[str, str] | None = None


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which acts the hub may do by rule (domain 5.4), and what it shows to everybody. Off unless the seed says so."""

    auto_file: bool = False  # a trusted reporter's complete report about a known subcategory
    trusted: tuple[Role, ...] = (Role.COLLECTOR,)
    doubts_stop_filing: tuple[Doubt, ...] = (Doubt.MOCKED_POSITION,)
    auto_verify: tuple[Role, ...] = ()  # reports of these are verified on the spot before anything else
    auto_dispatch: bool = False
    auto_receive: bool = False
    auto_check: bool = False
    auto_close: bool = False
    auto_approve: tuple[Act, ...] = ()
    max_checks: int = 3  # after so many fruitless ones the duty chief decides (domain 5.4, row 19)
    publish_results: bool = False
    publish_praise: bool = False
    release_photos: bool = False  # nobody looks for faces and plates: for demonstrations only
    keep_days: int = 30  # how long an ended case stays in the lists of those who worked on it


class SignInRules(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How long a sign-in with a key lasts. A token of the first wire keeps its own 90 days."""

    access_minutes: int = 15  # of a short token; a proof of the device's key gets the next
    idle_days: int = 90  # without any use; a volunteer who comes once a quarter stays signed in
    longest_days: int = 365  # however much it is used


class PointsRules(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What points are given for (domain 5.6). `tiers`: the subcategories of a reward tier, A to E; all others are of `others`."""

    on: bool = False
    tiers: dict[str, tuple[str, ...]] = {}
    others: str = "D"
    reports_a_day: int = 20  # that points are given for, to one person
    points_a_month: int = 300  # to one person


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything of the seed but people, as it is stored."""

    jurisdiction: Jurisdiction
    name: str
    policy: Policy = Policy()
    deadlines: DeadlinePolicy = DeadlinePolicy()
    departments: tuple[Department, ...] = ()
    areas: tuple[Area, ...] = ()
    routing: tuple[RoutingRule, ...] = ()
    sign_in: SignInRules = SignInRules()
    points: PointsRules = PointsRules()
    campaigns: tuple[Campaign, ...] = ()


class World(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All of it together. `revision` grows with every change."""

    revision: int
    settings: Settings
    people: dict[str, PersonRow]
    names: dict[str, str]  # of people, by id
    catalogue: Catalogue
    calendar: Calendar

    @property
    def policy(self) -> Policy:
        return self.settings.policy

    @property
    def deadlines(self) -> DeadlinePolicy:
        return self.settings.deadlines

    def subcategory(self, code: str | None) -> Subcategory | None:
        return self.catalogue.subcategory(code)

    def department(self, code: str | None) -> Department | None:
        return next((found for found in self.settings.departments if found.code == code), None)

    def department_name(self, code: str | None) -> str:
        found = self.department(code)
        return found.name if found else (code or "")

    @cached_property
    def department_names(self) -> dict[str, str]:
        return {found.code: found.name for found in self.settings.departments}

    def area(self, code: str | None) -> Area | None:
        return next((found for found in self.settings.areas if found.code == code), None)

    def name_of(self, person: str | None) -> str:
        return self.names.get(person or "", "")

    def with_role(self, *roles: Role) -> list[PersonRow]:
        """Active people who hold any of these roles, in order of id."""
        wanted = frozenset(roles)
        return [found for _, found in sorted(self.people.items()) if found.active and wanted & found.role_set]

    def staff_of(self, department: str | None) -> list[PersonRow]:
        return [found for found in self.with_role(*FIELD) if found.department == department]

    @cached_property
    def started(self) -> dict[tuple[TimedStage, datetime, Limit], Deadline]:
        """Clocks that were started by this calendar: a whole batch starts at one moment."""
        return {}

    def local_day(self, at: datetime) -> date:
        return self.calendar.local_day(at)

    def person(self, row: PersonRow) -> Person:
        """The person as their own device knows them."""
        return Person(
            id=row.id, name=row.name, roles=row.roles, department=row.department, team=row.team, grids=row.areas,
            department_name=self.department_name(row.department),
        )
