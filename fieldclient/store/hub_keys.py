"""Whose codes are a hub's: of the key that it showed at a greeting, else of a code that a person took (`work.setting_up`)."""

from __future__ import annotations

from fieldclient.store.people import People
from fieldclient.store.settings import Settings
from sync.protocol.people import HubInfo

SHOWN = "setup.shown."  # by hub: what it said itself over a checked line; the first word counts for ever
TAKEN = "setup.key."  # by hub: what a code said that a person has taken
ADDRESS = "hub_url."  # by person


def known_key(settings: Settings, hub: str) -> str | None:
    """Base64url. What the hub showed goes before what a code said of it."""
    return settings.get(SHOWN + hub) or settings.get(TAKEN + hub)


def addresses_of(people: People, settings: Settings, hub: str) -> set[str]:
    """Where the people of this device find this hub."""
    found = (settings.get(ADDRESS + each.id) for each in people.all() if people.hub_of(each.id) == hub)
    return {address.rstrip("/") for address in found if address}


def note_shown(people: People, settings: Settings, info: HubInfo) -> None:
    """The first key is kept. Where people of this device find a hub of this id at two addresses one of them may be a stranger's,
    and nothing is kept: codes are compared by a person then."""
    if info.setup_key and settings.get(SHOWN + info.hub_id) is None and len(addresses_of(people, settings, info.hub_id)) <= 1:
        settings.put(SHOWN + info.hub_id, info.setup_key)
