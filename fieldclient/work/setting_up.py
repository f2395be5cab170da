"""A code for setting up, held against what this device knows, and taken when a person says so (`sync.protocol.enrolment`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from fieldclient.store import hub_keys
from fieldclient.work.asked import LAST, MINUTES, MUST_LOCK, put_asked
from fieldclient.work.trusting import authority_for, distrust, host_of, trust
from sync.engine.authorities import Authority, read_authority
from sync.engine.exchange import check_address
from sync.protocol import identity
from sync.protocol.enrolment import Setup, fingerprint, read_link
from sync.protocol.problems import Code, Problem

if TYPE_CHECKING:
    from sync.protocol.people import HubInfo, Session

KEY = hub_keys.TAKEN  # by hub: who may change what it asks of this device
ISSUED = "setup.issued."  # by hub: of its latest code that was taken, seconds since 1970 UTC
EXPECTED = "setup.expected."  # by host: the hub that has to answer there
BROUGHT = "setup.brought."  # by host: the hub whose code brought the authority that is trusted there
HUB_URL, LOGIN, LANGUAGE = "hub_url", "login", "window.language"


class Kind(StrEnum):
    FIRST = "first"
    SAME = "same"  # proved to be the hub that this device works with
    OTHER = "other"  # another one, or one that only says it is the same


@dataclass(frozen=True, slots=True)
class Offer:
    """What a code would do, for a person to see first. `compare`: it is about a hub or an address that this device works
    with, and no key that is known here has signed it: only a person who compares its fingerprint can tell whose it is.
    `instead_of`: the fingerprint that this hub was known by until now, where a yes puts another in its place; else ''."""

    setup: Setup
    kind: Kind
    authority: Authority | None
    compare: bool = False
    instead_of: str = ""


def look_into(desk: Any, text: str, now: datetime, *, plain_ok: bool = False) -> Offer:
    """Nothing is changed. SETUP_INVALID (reason, also other_key), TLS_FAILED (plain_http), AUTHORITY_INVALID."""
    setup = read_link(text, now)
    check_address(setup.hub, plain_ok=plain_ok)
    proved = _proved(desk, setup)
    authority = read_authority(setup.authority, now) if setup.authority else None
    before = "" if proved else _fingerprint(hub_keys.known_key(desk.store.settings, setup.hub_id))
    compare = not proved and (bool(before) or _in_use(desk, setup))
    return Offer(setup, _kind(desk, setup, authority, proved), authority, compare, before)


def _proved(desk: Any, setup: Setup) -> bool:
    """Whether the key that is known of this hub has signed it; False where none is known, or where a person may put this one in
    its place. SETUP_INVALID (other_key)."""
    people, settings, key = desk.store.people, desk.store.settings, identity.text(setup.key)
    known = hub_keys.known_key(settings, setup.hub_id)
    if known not in (None, key) and not hub_keys.other_may_be_compared(people, settings, setup.hub_id, key):
        raise Problem(Code.SETUP_INVALID, reason="other_key")
    return known == key


def _fingerprint(key: str | None) -> str:
    """Of a key as settings and greetings hold it; '' of none, or of what is no key."""
    raw = identity.raw(key or "", identity.PUBLIC_BYTES)
    return fingerprint(raw) if raw is not None else ""


def _in_use(desk: Any, setup: Setup) -> bool:
    """Somebody works, or was set up to work, with this hub or at this address. A stranger's code that names either would
    otherwise leave its key and its authority where the real hub's belong."""
    people, settings = desk.store.people, desk.store.settings
    info, everybody = settings.hub_info(), people.all()
    hubs = {people.hub_of(each.id) for each in everybody} | ({info.hub_id} if info is not None else set())
    hosts = {host_of(address) for address in (settings.get(HUB_URL), *_addresses(desk)) if address}
    strange = settings.get(EXPECTED + setup.host) not in (None, setup.hub_id) or bool(authority_for(desk, setup.hub))
    return setup.hub_id in hubs or setup.host in hosts or strange


def _addresses(desk: Any) -> list[str]:
    """Where the people of this device find their hubs."""
    kept = (desk.store.settings.get(f"{HUB_URL}.{each.id}") for each in desk.store.people.all())
    return [address for address in kept if address]


def _kind(desk: Any, setup: Setup, authority: Authority | None, proved: bool) -> Kind:
    """A hub's id is no secret: whoever knows it can write it into a code of their own. Without a key that is known here a code
    is taken for the same hub's only where it changes neither address nor authority: else whoever is signed in would go on
    elsewhere, with all that waits."""
    person, info = desk.store.people.current_id(), desk.store.settings.hub_info()
    if proved and not person:
        return Kind.SAME
    ours = (desk.store.people.hub_of(person) if person else None) or (info.hub_id if info is not None else None)
    address = kept_for_now(desk, HUB_URL) or ""
    if ours is None:
        known = hub_keys.known_key(desk.store.settings, setup.hub_id) is not None  # by a code that this one may take the place of
        return Kind.OTHER if address and not known else Kind.FIRST
    trusted = authority is None or authority.pem == authority_for(desk, setup.hub)
    unchanged = trusted and setup.hub.rstrip("/") == address.rstrip("/")
    return Kind.SAME if ours == setup.hub_id and (proved or unchanged) else Kind.OTHER


def take(desk: Any, offer: Offer) -> None:
    """In one transaction. Who is signed in stays so, with all that waits. SETUP_INVALID (other_key): the hub has shown
    another key meanwhile, or a person was never told that this one is another."""
    setup, settings = offer.setup, desk.store.settings
    with desk.store.database.change():
        known = hub_keys.known_key(settings, setup.hub_id)
        if not _proved(desk, setup) and known is not None:
            if offer.instead_of != _fingerprint(known):
                raise Problem(Code.SETUP_INVALID, reason="other_key")
            _change_key(desk, setup.hub_id, identity.text(setup.key))
        settings.put(HUB_URL, setup.hub)
        person = desk.store.people.current_id()
        if person and offer.kind is Kind.SAME and desk.store.people.hub_of(person) in (None, setup.hub_id):
            settings.put(f"{HUB_URL}.{person}", setup.hub)
        if setup.login and not person:
            settings.put(LOGIN, setup.login)
        settings.put(KEY + setup.hub_id, identity.text(setup.key))
        settings.put(EXPECTED + setup.host, setup.hub_id)
        settings.put(LAST, setup.hub_id)
        if offer.authority is not None:
            trust(desk, offer.authority, setup.hub)
            settings.put(BROUGHT + setup.host, setup.hub_id)
        _policies(settings, setup)


def _policies(settings: Any, setup: Setup) -> None:
    told, latest = setup.policies, int(settings.get(ISSUED + setup.hub_id) or "0")
    settings.put(ISSUED + setup.hub_id, str(max(setup.issued, latest)))
    if told.pin or setup.issued >= latest:  # a code of before, which still hangs on some wall, takes no lock away
        put_asked(settings, setup.hub_id, MUST_LOCK, "1" if told.pin else "0")
    if told.lock_minutes is not None:
        put_asked(settings, setup.hub_id, MINUTES, str(told.lock_minutes))
    rules = settings.travel_rules(setup.hub_id)
    if told.originals_when_it_costs is not None:
        rules = msgspec.structs.replace(rules, when_it_costs=told.originals_when_it_costs)
    if told.daily_mb is not None:
        rules = msgspec.structs.replace(rules, daily_bytes=told.daily_mb * 1024 * 1024)
    settings.set_travel_rules(rules, setup.hub_id)
    if told.language and settings.get(LANGUAGE) is None:
        settings.put(LANGUAGE, told.language)


def check_who_answers(desk: Any, address: str, info: HubInfo, compared: str = "") -> None:
    """Before a password is shown: SETUP_INVALID. other_hub: a code named another hub for this address. hub_key: who answers
    here says to be a hub that this device knows by another key. new_key (fingerprint, known): the same, and a person may say
    that it is right: `compared` is the fingerprint that they have compared. false_code: the hub that a code named does not know
    its key; what the code brought is forgotten, so that the next one is looked at afresh."""
    host, settings, people = host_of(address), desk.store.settings, desk.store.people
    expected = settings.get(EXPECTED + host)
    if expected is not None and expected != info.hub_id:
        raise Problem(Code.SETUP_INVALID, reason="other_hub")
    hub, key, known = info.hub_id, info.setup_key, hub_keys.known_key(settings, info.hub_id)
    if known is None or known == key:
        return
    shown = settings.get(hub_keys.SHOWN + hub) is not None
    if not key:  # of an older version; one that has shown its key may forget it only where its people find it
        if shown and address.rstrip("/") not in hub_keys.addresses_of(people, settings, hub):
            raise Problem(Code.SETUP_INVALID, reason="hub_key")
        return
    if expected is not None and not shown:
        with desk.store.database.change():
            _forget_codes(desk, hub, host)
        raise Problem(Code.SETUP_INVALID, reason="false_code")
    told = _fingerprint(key)
    if not told or not hub_keys.other_may_be_compared(people, settings, hub, key, address):
        raise Problem(Code.SETUP_INVALID, reason="hub_key")
    if _plain(compared) != _plain(told):
        unbroken = {"fingerprint": told.replace(" ", "\u00a0"), "known": _fingerprint(known).replace(" ", "\u00a0")}
        raise Problem(Code.SETUP_INVALID, reason="new_key", **unbroken)
    with desk.store.database.change():
        _change_key(desk, hub, key)


def _change_key(desk: Any, hub: str, key: str) -> None:
    """A person has compared it. What codes of the key before have brought goes with that key."""
    _forget_codes(desk, hub)
    hub_keys.put_compared(desk.store.settings, hub, key)


def _forget_codes(desk: Any, hub: str, host: str = "") -> None:
    """The key that codes named for this hub, the addresses they led to and the authorities they brought for these; but not what
    somebody's work goes through today, unless it is `host`, which does not know the code."""
    settings, used = desk.store.settings, {host_of(each) for each in _addresses(desk)} - {host}
    for name in (KEY + hub, ISSUED + hub):
        settings.put(name, None)
    for name, value in settings.all().items():
        kind = next((each for each in (EXPECTED, BROUGHT) if name.startswith(each)), None)
        if kind is None or value != hub or name.removeprefix(kind) in used:
            continue
        settings.put(name, None)
        if kind == BROUGHT:
            distrust(desk, name.removeprefix(kind))


def _plain(told: str) -> str:
    return "".join(told.split()).upper()


def note_person(desk: Any, session: Session, hub_url: str, login: str) -> None:
    """They work here from now on; people who share a tablet may work for different hubs."""
    desk.signed_in(session)
    note_address(desk, session.person.id, hub_url)
    _note(desk, session.person.id, LOGIN, login)


def note_address(desk: Any, person: str, hub_url: str) -> None:
    """Where this person's hub is from now on; "" for nobody."""
    _note(desk, person, HUB_URL, hub_url)


def _note(desk: Any, person: str, name: str, value: str) -> None:
    desk.set_setting(name, value)
    if person:
        desk.set_setting(f"{name}.{person}", value)


def kept_for_now(desk: Any, name: str) -> str | None:
    """What was kept of who works here now; else what was used last."""
    person = desk.store.people.current_id()
    found: str | None = (desk.setting(f"{name}.{person}") if person else None) or desk.setting(name)
    return found
