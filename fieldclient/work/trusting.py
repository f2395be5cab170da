"""The organisation's own certificate authority for its hub: taken in once, after its fingerprint was compared, kept with the hub.

For scripts and the window's start; `sync.engine.authorities` says what counts as an authority.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from sync.engine.authorities import MAX_BYTES, Authority, read_authority
from sync.protocol.problems import Code, Problem

OF_HOST = "hub_authority."  # and the host: the setting it is kept in
PEM, HOST = "hub_authority", "hub_authority_host"  # of an older version, which knew one hub


class Settings(Protocol):
    def setting(self, name: str) -> str | None: ...
    def set_setting(self, name: str, value: str | None) -> None: ...


def take_in(
    desk: Settings, path: Path, address: str, now: datetime, fingerprint: str, confirm: Callable[[Authority], bool]
) -> Authority:
    """Trust this authority for the hub at `address` from now on. The fingerprint given must be the file's; without one a person
    is asked by `confirm`. AUTHORITY_INVALID (reason: also missing, other_fingerprint, not_confirmed)."""
    found = read_authority(_read(path), now)
    told = _plain(fingerprint)
    if told and told != _plain(found.fingerprint):
        raise Problem(Code.AUTHORITY_INVALID, reason="other_fingerprint")
    if not told and not confirm(found):
        raise Problem(Code.AUTHORITY_INVALID, reason="not_confirmed")
    trust(desk, found, address)
    return found


def trust(desk: Settings, found: Authority, address: str) -> None:
    desk.set_setting(OF_HOST + host_of(address), found.pem)


def distrust(desk: Settings, host: str) -> None:
    desk.set_setting(OF_HOST + host, None)


def authority_for(desk: Settings, address: str) -> str:
    """The authorities trusted for this very hub, as PEM; empty for every other."""
    return trusted(desk.setting, address)


def trusted(setting: Callable[[str], str | None], address: str) -> str:
    """The same for who has only the settings."""
    host = host_of(address)
    return setting(OF_HOST + host) or (setting(PEM) or "" if setting(HOST) == host else "")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as cause:
        raise Problem(Code.AUTHORITY_INVALID, reason="missing") from cause


def _plain(fingerprint: str) -> str:
    return "".join(letter for letter in fingerprint.upper() if letter.isalnum())


def host_of(address: str) -> str:
    """In small letters; '' of what is no address."""
    return (urlsplit(address).hostname or "").lower()
