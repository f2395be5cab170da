"""Who acts: roles, people and the device they act from."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class Role(StrEnum):
    """Roles of domain 5.2. One person may hold several; a right is never inferred from a job title."""

    CITIZEN = "citizen"
    VOLUNTEER = "volunteer"
    COLLECTOR = "collector"  # 网格员, also called grid worker
    ACCEPTOR = "acceptor"
    DUTY_CHIEF = "duty_chief"
    DISPATCHER = "dispatcher"
    DEPT_ADMIN = "dept_admin"
    HANDLER = "handler"
    LEADER = "leader"
    SYSTEM = "system"  # the hub acting by a rule; never given to a person


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person as their own device knows them."""

    id: str
    name: str
    roles: tuple[Role, ...]
    department: str | None = None
    department_name: str | None = None
    team: str | None = None
    grids: tuple[str, ...] = ()


class SignIn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a device says to be let in. The password is used once and never stored."""

    login: str
    password: str
    device_id: str
    device_name: str = ""
    app_version: str = ""
    key: str = ""  # the public half of a key made for this sign-in, base64url; '' from a device of the first wire
    key_proof: str = ""  # `identity.enrolment_statement` signed with it


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answer: a token for this device and person alone.

    With a key: `token` lasts for `lifetime_s`, `refresh` with a proof of the key gets others, and `expires_at` is when all of it
    ends if it is not used. From a hub or for a device of the first wire: `token` lasts until `expires_at`, `refresh` is ''.
    """

    token: str
    person: Person
    expires_at: datetime
    hub_time: datetime
    hub_id: str
    refresh: str = ""
    lifetime_s: float | None = None


class HubInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the hub says of itself to anybody who asks, so that a captive portal cannot pass for it."""

    hub_id: str
    name: str
    wire: int
    wire_oldest: int
    hub_time: datetime
    catalogue_version: int
    jurisdiction: str = ""
    bundle_key: str = ""  # X25519, base64url: for work handed over without a network (`bundle`)
    setup_key: str = ""  # Ed25519, base64url: of the codes that this hub makes (`enrolment`)
    features: tuple[str, ...] = ()  # what this hub can beyond the oldest wire, e.g. 'stream1'; without it the old way is used
