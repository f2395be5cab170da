"""Who has signed in on this device. A token is never kept here: that is `secrets`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from fieldclient.store.database import Database, Row
from fieldclient.store.parking import change_hub
from fieldclient.store.settings import Settings
from fieldclient.store.times import from_ms, to_ms
from sync.protocol.people import Person, Session
from sync.protocol.problems import Code, Problem
from sync.protocol.rights import Actor

NOBODY = ""  # the owner of what is written before anybody signed in


@dataclass(frozen=True, slots=True)
class Account:
    """One person on this device and how far their changes have been pulled."""

    person: Person
    hub_id: str | None
    expires_at: datetime | None
    cursor: str | None
    pulled_at: datetime | None
    generation: int
    in_snapshot: bool

    @property
    def actor(self) -> Actor:
        return actor_of(self.person)


def actor_of(person: Person) -> Actor:
    return Actor(id=person.id, roles=frozenset(person.roles), department=person.department)


class People:
    """The accounts of this device, and which one it is now."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    def current_id(self) -> str:
        """The person the window works for; NOBODY when nobody is signed in."""
        return self._settings.get("person") or NOBODY

    def current(self) -> Account | None:
        return self.account(self.current_id())

    def count(self) -> int:
        """How many people have signed in on this device."""
        return self._database.number("SELECT COUNT(DISTINCT json_extract(CAST(raw AS TEXT), '$.id')) FROM people")

    def account(self, person: str) -> Account | None:
        row = self._database.kept("SELECT * FROM people WHERE id = ?", person)
        return None if row is None else _account(row)

    def hub_of(self, person: str) -> str | None:
        """The hub this person works for now; None for who has not signed in here."""
        row = self._database.kept("SELECT hub_id FROM people WHERE id = ?", person)
        return None if row is None else row["hub_id"]

    def work_with(self, hub: str) -> bool:
        """Whether anybody has ever signed in to this hub here, also who works for another one now."""
        return self._database.kept("SELECT id FROM people WHERE hub_id = ? LIMIT 1", hub) is not None

    def signed_in(self, session: Session, at: datetime) -> Account:
        """Work for this person from now on. At another hub than last time they find what they had there, and nothing of here."""
        person = session.person
        with self._database.change():
            before = self.hub_of(person.id)
            if before is not None and before != session.hub_id:
                change_hub(self._database, person.id, before, session.hub_id)
            self._database.write(
                """
                INSERT INTO people (id, raw, hub_id, signed_in_ms, expires_ms) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET raw = excluded.raw, hub_id = excluded.hub_id,
                    signed_in_ms = excluded.signed_in_ms, expires_ms = excluded.expires_ms
                """,
                (person.id, msgspec.json.encode(person), session.hub_id, to_ms(at), to_ms(session.expires_at)),
            )
            self._settings.put("person", person.id)
            account = self.account(person.id)
        assert account is not None
        return account

    def all(self) -> list[Person]:
        """Everybody who has signed in on this device, whoever was here last first."""
        rows = self._database.read("SELECT id, raw FROM people ORDER BY signed_in_ms DESC")
        known = [(row["id"], msgspec.json.decode(row["raw"], type=Person)) for row in rows]
        return [person for name, person in known if name == person.id]  # not what lies parked for another hub

    def work_for(self, person: str) -> None:
        """Somebody who signed in before works here again; the caller has made sure that it is they."""
        if self.account(person) is None:
            raise Problem(Code.SIGN_IN_NEEDED)
        self._settings.put("person", person)

    def signed_out(self) -> None:
        """Nobody works here now. Everything of the person stays, out of sight, until they sign in again."""
        self._settings.put("person", None)


def _account(row: Row) -> Account:
    return Account(
        person=msgspec.json.decode(row["raw"], type=Person),
        hub_id=row["hub_id"],
        expires_at=from_ms(row["expires_ms"]),
        cursor=row["cursor"],
        pulled_at=from_ms(row["pulled_ms"]),
        generation=row["generation"],
        in_snapshot=bool(row["in_snapshot"]),
    )
