"""Whose codes are a hub's: of the key that it showed at a greeting, else of a code that a person took (`work.setting_up`)."""

from __future__ import annotations

from fieldclient.store.people import People
from fieldclient.store.settings import Settings
from sync.protocol.people import HubInfo

SHOWN = "setup.shown."  # by hub: what it said itself over a checked line; the first word counts until a person has compared
LATER = "setup.later."  # by hub: another one that it says now over the same line: it was put back to a copy from before its key
TAKEN = "setup.key."  # by hub: what a code said that a person has taken
ADDRESS = "hub_url."  # by person


def known_key(settings: Settings, hub: str) -> str | None:
    """Base64url. What the hub showed goes before what a code said of it."""
    return settings.get(SHOWN + hub) or settings.get(TAKEN + hub)


def addresses_of(people: People, settings: Settings, hub: str) -> set[str]:
    """Where the people of this device find this hub."""
    found = (settings.get(ADDRESS + each.id) for each in people.all() if people.hub_of(each.id) == hub)
    return {address.rstrip("/") for address in found if address}


def other_may_be_compared(people: People, settings: Settings, hub: str, key: str, address: str = "") -> bool:
    """Whether another key than the known one is left to a person who compares its fingerprint. Where nobody has signed in to this
    hub yet, what is known comes from a code that may have been anybody's. Else the hub itself has to show the key over the line
    that its people trust: earlier (LATER), or now, at the one address (`address`) where all of them find it."""
    if not people.work_with(hub) or settings.get(LATER + hub) == key:
        return True
    return bool(address) and addresses_of(people, settings, hub) == {address.rstrip("/")}


def put_compared(settings: Settings, hub: str, key: str) -> None:
    """A person has compared it: it counts from now on as if it had always been so."""
    if settings.get(SHOWN + hub) is not None:
        settings.put(SHOWN + hub, key)
    settings.put(TAKEN + hub, key)
    settings.put(LATER + hub, None)


def note_shown(people: People, settings: Settings, info: HubInfo) -> None:
    """The first key is kept; another one later is kept beside it and proves nothing by itself.

    Where people of this device find a hub of this id at two addresses one of them may be a stranger's,
    and nothing is kept: codes are compared by a person then."""
    hub, key, known = info.hub_id, info.setup_key, settings.get(SHOWN + info.hub_id)
    if not key or len(addresses_of(people, settings, hub)) > 1:
        return
    if known is None:
        settings.put(SHOWN + hub, key)
    later = key if known not in (None, key) else None
    if settings.get(LATER + hub) != later:
        settings.put(LATER + hub, later)
