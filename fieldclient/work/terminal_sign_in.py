"""Signing in where there is no window: for the commands that travel or hand over."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable

from fieldclient.store.secrets import SafeKind, TokenSafe, account_name
from fieldclient.work.locking import Doors, has_lock
from fieldclient.work.real_desk import RealDesk
from fieldclient.work.setting_up import check_who_answers, note_person
from fieldclient.work.signing_in import SignedIn, sign_in
from sync.engine.link import HttpHub
from sync.protocol.problems import Code, Problem

PASSWORD_VARIABLE = "FIELDCLIENT_PASSWORD"
PIN_VARIABLE = "FIELDCLIENT_PIN"


def secret(variable: str, prompt: str) -> str:
    """From the environment, and gone from there; else asked for, if there is somebody to ask. SIGN_IN_NEEDED."""
    given = os.environ.pop(variable, None)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Problem(Code.SIGN_IN_NEEDED)
    return getpass.getpass(prompt)


def open_safe(safe: TokenSafe) -> None:
    """An older version kept everything under one PIN."""
    if safe.open() is SafeKind.PIN and safe.locked:
        safe.unlock(secret(PIN_VARIABLE, "PIN: "))


def doors_of(desk: RealDesk, safe: TokenSafe) -> Doors:
    return Doors(lambda job: job(desk), safe, safe.locks)


def by_password(
    desk: RealDesk, safe: TokenSafe, connect: Callable[[], HttpHub], address: str, login: str, compared: str = ""
) -> SignedIn:
    """The password is asked for once the right hub has answered, used once and kept nowhere. Without a keyring the sign-in
    lasts as long as this program. `compared`: the hub's fingerprint, as `check_who_answers` says."""
    hub = connect()
    try:
        check_who_answers(desk, address, hub.hello(), compared)  # somebody else may: a password is not for them
        signed_in = sign_in(hub, login, secret(PASSWORD_VARIABLE, "Password: "), desk.device_id)
    finally:
        hub.close()
    session = signed_in.session
    safe.keep(account_name(desk.device_id, session.hub_id, session.person.id), signed_in.secret)
    note_person(desk, session, address, login)
    doors_of(desk, safe).drop(session.person.id)
    return signed_in


def unseal(desk: RealDesk, safe: TokenSafe) -> str | None:
    """What is kept of the sign-in of who works here, or None. Where no keyring keeps it, it is sealed under their PIN."""
    account = desk.store.people.current()
    if account is None:
        return None
    name = account_name(desk.device_id, account.hub_id or "", account.person.id)
    if safe.token(name) is None and has_lock(desk.store, account.person.id):
        doors_of(desk, safe).open(secret(PIN_VARIABLE, "PIN: "))
    return safe.token(name)
