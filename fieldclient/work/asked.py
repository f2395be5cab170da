"""What organisations ask of the devices that work for them, kept for each hub: people who share a tablet may work for two.

A setting `NAME.HUB` is what this hub asks; `NAME` alone is from before there was one for each, and counts where a hub has said
nothing since. Nobody signed in: the hub whose code was taken last.
"""

from __future__ import annotations

from fieldclient.store import Store
from fieldclient.store.settings import Settings

MUST_LOCK = "lock.required"  # everybody sets a PIN: '1'; '0': nobody has to
MINUTES = "lock.minutes"  # idle minutes until the window locks itself; '0': never
LAST = "setup.last"  # the hub whose code was taken last


def hub_now(store: Store) -> str:
    """Whose asking counts now; '' for nobody's."""
    person = store.people.current_id()
    found = store.people.hub_of(person) if person else store.settings.get(LAST)
    return found or ""


def asked(store: Store, name: str) -> str | None:
    hub = hub_now(store)
    own = store.settings.get(f"{name}.{hub}") if hub else None
    return own if own is not None else store.settings.get(name)


def put_asked(settings: Settings, hub: str, name: str, value: str) -> None:
    settings.put(f"{name}.{hub}" if hub else name, value)


def must_lock(store: Store) -> bool:
    """Whether the organisation of who works here asks for a PIN."""
    return asked(store, MUST_LOCK) == "1"
