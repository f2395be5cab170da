"""Signing in on this device: the key that is made for it, what is kept of it, and what questions and acts are signed with.

The same for the window and for the command line.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fieldclient import __version__
from fieldclient.store.keys import DeviceKey, pack, unpack
from sync.engine.clock import Clock
from sync.engine.credentials import Bearer, Credentials, KeyCredentials
from sync.engine.link import HttpHub
from sync.protocol.identity import KEYS, Access, Enrol
from sync.protocol.people import Session, SignIn

Sign = Callable[[bytes], str]


@dataclass(frozen=True, slots=True, repr=False)
class SignedIn:
    """`secret` is for the safe and for `Pass`; `access` the short token that came with the session."""

    session: Session
    secret: str
    access: Access | None


@dataclass(frozen=True, slots=True, repr=False)
class Pass:
    """What a kept secret is good for: the credentials of questions, the signature of acts and the key (None: first wire)."""

    credentials: Credentials
    sign: Sign | None
    key: DeviceKey | None = None


def sign_in(hub: HttpHub, login: str, password: str, device: str) -> SignedIn:
    """The password is used once. A new key each time: should the answer be lost, the one that the hub has taken is nobody's.
    A hub of the first wire gives a token without one, and what is signed by nobody is unsigned."""
    key = DeviceKey()
    session = hub.sign_in(SignIn(
        login=login, password=password, device_id=device, device_name=platform.node()[:60], app_version=__version__,
        key=key.public, key_proof=key.prove_enrolment(login, device),
    ))
    return _kept(session, key)


def enrol(hub: HttpHub, person: str, device: str) -> SignedIn:
    """A key for a sign-in that has none, e.g. since before an update of app or hub. No password is needed: the token that the
    device holds vouches, and ends once the new session has been used."""
    key = DeviceKey()
    return _kept(hub.enrol(Enrol(
        key=key.public, key_proof=key.prove_enrolment(person, device), device_name=platform.node()[:60])), key)


def lacks_key(held: Pass, features: Iterable[str]) -> bool:
    """Whether this hub would take a key and the sign-in has none."""
    return held.sign is None and KEYS in set(features)


def _kept(session: Session, key: DeviceKey) -> SignedIn:
    if not session.refresh:
        return SignedIn(session, session.token, None)
    access = Access(token=session.token, lifetime_s=session.lifetime_s) if session.lifetime_s else None
    return SignedIn(session, pack(session.refresh, key), access)


def open_pass(
    secret: str, hub_id: str, *, clock: Clock | None = None, offset_s: float | None = None, access: Access | None = None
) -> Pass:
    """`offset_s`: hub minus device, as last measured."""
    kept = unpack(secret)
    if kept is None:
        return Pass(Bearer(lambda: secret), None)
    refresh, key = kept
    made = KeyCredentials(refresh, key.id, hub_id, key.sign, clock=clock, offset_s=offset_s, access=access)
    return Pass(made, key.sign_act, key)
