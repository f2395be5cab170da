"""What `doctor` finds: counts, codes, versions and ages. Nothing that anybody wrote, and nowhere that anybody was."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from fieldclient import __version__
from fieldclient.store import Store
from fieldclient.store.database import broken_mark
from fieldclient.store.lock import LOCK_NAME, is_held
from fieldclient.store.media_files import RESERVE_BYTES, hash_file
from fieldclient.store.migrations import KNOWN, applied
from fieldclient.store.store import DATABASE_NAME
from fieldclient.store.times import from_ms, utc_now
from fieldclient.work.trusting import trusted
from sync.protocol.ids import local_reference
from sync.protocol.problems import Code, Problem, ProblemBody

T = TypeVar("T")
_LIBRARIES = ("PySide6-Essentials", "sqlite-utils", "requests", "pillow", "pillow-heif", "exifread", "keyring", "msgspec")
CLOCK_TOLERANCE_S = 120.0
LONG_WAIT_S = 3 * 86_400.0


class Diagnosis:
    def __init__(
        self, folder: Path, *, online: bool = False, thorough: bool = False, plain_ok: bool = False,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._folder = folder
        self._online = online
        self._thorough = thorough
        self._plain_ok = plain_ok
        self._clock = clock
        self._findings: list[str] = []

    def look(self) -> dict[str, Any]:
        """Every part by itself: what cannot be looked at says so and the rest goes on."""
        found: dict[str, Any] = {"versions": versions(), "disk": self._part(self._disk), "secrets": self._part(self._secrets)}
        if (self._folder / DATABASE_NAME).exists():
            found["store"] = self._part(self._store)
        else:
            found["store"] = {"found": False}
        return {**found, "findings": self._findings}

    def _part(self, look: Callable[[], T]) -> T | dict[str, str]:
        try:
            return look()
        except Problem as problem:
            self._findings.append(problem.code.value)
            return {"problem": problem.code.value}
        except (OSError, sqlite3.Error) as cause:
            self._findings.append(Code.DISK_FAILED.value)
            return {"problem": type(cause).__name__}

    def _disk(self) -> dict[str, Any]:
        there = next(path for path in (self._folder, *self._folder.parents) if path.exists())
        free = shutil.disk_usage(there).free
        if free < RESERVE_BYTES:
            self._findings.append(Code.DISK_FULL.value)
        return {"free_bytes": free, "reserve_bytes": RESERVE_BYTES}

    def _secrets(self) -> dict[str, Any]:
        from fieldclient.store.secrets import TokenSafe

        safe = TokenSafe(self._folder)
        kind = safe.open()
        return {"kept_by": kind.value, "locked": safe.locked}

    def _store(self) -> dict[str, Any]:
        store = Store(self._folder, read_only=True, clock=self._clock)
        try:
            parts: dict[str, Callable[[], Any]] = {
                "file": lambda: self._file(store), "people": lambda: self._people(store), "counts": lambda: self._counts(store),
                "waiting": lambda: self._waiting(store), "problems": lambda: _problems(store),
                "quarantine": lambda: self._quarantine(store), "media": lambda: self._media(store),
                "clock": lambda: self._clock_of(store), "link": lambda: self._link(store),
            }
            return {"found": True, **{name: self._part(look) for name, look in parts.items()}}
        finally:
            store.close()

    def _file(self, store: Store) -> dict[str, Any]:
        path = store.database.path
        journal = path.with_name(path.name + "-wal")
        steps = applied(store.database)
        if newer := [step for step in steps if step not in KNOWN]:
            self._findings.append(Code.STORE_NEWER.value)
        check = "integrity_check(1)" if self._thorough else "quick_check(1)"
        sound = store.database.read(f"PRAGMA {check}")[0][0] == "ok"
        if not sound or broken_mark(path).exists():
            self._findings.append("malformed")
        return {
            "size_bytes": path.stat().st_size, "journal_bytes": journal.stat().st_size if journal.exists() else 0,
            "sound": sound, "steps": len(steps), "newer": newer, "in_use": is_held(self._folder / LOCK_NAME),
            "device": local_reference(store.settings.get("device_id") or "0" * 12),
        }

    def _people(self, store: Store) -> dict[str, Any]:
        account = store.people.current()
        return {
            "known": store.people.count(), "signed_in": account is not None,
            "sign_in_expired": account is not None and account.expires_at is not None and account.expires_at < self._clock(),
            "roles": sorted(role.value for role in account.person.roles) if account is not None else [],
            "last_pull_age_s": self._age_s(account.pulled_at) if account is not None else None,
        }

    def _counts(self, store: Store) -> dict[str, Any]:
        def by(sql: str) -> dict[str, int]:
            return {str(row[0]): int(row[1]) for row in store.database.read(sql)}

        return {
            "drafts": by("SELECT state, COUNT(*) FROM drafts GROUP BY state"),
            "acts": by("SELECT state, COUNT(*) FROM mutations GROUP BY state"),
            "set_aside": store.database.number("SELECT COUNT(*) FROM mutations WHERE set_aside_ms IS NOT NULL"),
            "files": by("SELECT state, COUNT(*) FROM uploads GROUP BY state"),
            "cases": store.database.number("SELECT COUNT(*) FROM cases"),
            "notices": store.database.number("SELECT COUNT(*) FROM notices"),
            "catalogue": store.catalogues.current().version,
        }

    def _waiting(self, store: Store) -> dict[str, Any]:
        """Over all people: somebody who has not come back has things waiting too."""
        row = store.database.one(
            """
            SELECT MIN(made_ms), COUNT(*), MAX(attempts) FROM mutations
            WHERE set_aside_ms IS NULL AND (state <> 'arrived' OR files_left > 0)
            """)
        assert row is not None
        oldest_s = self._age_s(from_ms(row[0]))
        if oldest_s is not None and oldest_s > LONG_WAIT_S:
            self._findings.append("waiting_long")
        if store.database.number("SELECT COUNT(*) FROM mutations WHERE state = 'refused' AND set_aside_ms IS NULL"):
            self._findings.append("refused")
        left = "SELECT SUM(m.size_bytes - u.offset_bytes) FROM uploads u JOIN media m USING (sha256) WHERE u.state <> 'arrived'"
        return {"acts": row[1], "oldest_s": oldest_s, "most_attempts": row[2] or 0, "bytes": store.database.number(left)}

    def _quarantine(self, store: Store) -> dict[str, int]:
        kept = Counter(f"{each.place}/{each.reason}" for each in store.quarantine.all())
        if kept:
            self._findings.append("quarantine")
        return dict(sorted(kept.items()))

    def _media(self, store: Store) -> dict[str, Any]:
        rows = store.database.read("SELECT made, COUNT(*), SUM(size_bytes) FROM media GROUP BY made")
        found: dict[str, Any] = {("made_here" if row[0] else "of_the_hub"): {"files": row[1], "bytes": row[2]} for row in rows}
        unfinished = sum(1 for _ in store.files.unfinished()) if store.files.incoming.is_dir() else 0
        return {**found, "unfinished": unfinished, **(self._every_file(store) if self._thorough else {})}

    def _every_file(self, store: Store) -> dict[str, int]:
        missing = damaged = 0
        for row in store.database.read("SELECT sha256, extension FROM media"):
            try:
                damaged += hash_file(store.files.path(row["sha256"], row["extension"]))[0] != row["sha256"]
            except OSError:
                missing += 1
        if missing or damaged:
            self._findings.append("media")
        return {"missing": missing, "damaged": damaged}

    def _clock_of(self, store: Store) -> dict[str, Any]:
        clock = store.settings.clock()
        if clock is None:
            return {"offset_s": None}
        if abs(clock.offset_s) - clock.uncertainty_s > CLOCK_TOLERANCE_S:
            self._findings.append(Code.CLOCK_WRONG.value)
        return {
            "offset_s": round(clock.offset_s, 3), "uncertainty_s": round(clock.uncertainty_s, 3), "age_s": self._age_s(clock.at)
        }

    def _link(self, store: Store) -> dict[str, Any]:
        link, url = store.settings.link(), store.settings.get("hub_url")
        parts = urlsplit(url or "")
        found: dict[str, Any] = {
            "hub_set": bool(url), "scheme": parts.scheme or None, "host": parts.hostname,
            "last_cycle_age_s": self._age_s(link.at) if link is not None else None,
            "last_problem": link.problem.code if link is not None and link.problem is not None else None,
        }
        if found["last_problem"]:
            self._findings.append(str(found["last_problem"]))
        return {**found, **(self._ask_hub(store, url) if self._online else {})}

    def _ask_hub(self, store: Store, url: str | None) -> dict[str, Any]:
        from sync.engine.exchange import Exchange
        from sync.engine.link import HttpHub

        started = time.monotonic()
        try:
            exchange = Exchange(
                url or "", store.settings.get("device_id") or "", lambda: None, plain_ok=self._plain_ok,
                authority=trusted(store.settings.get, url or ""),
            )
            hub = HttpHub(exchange)
            try:
                info = hub.hello()
            finally:
                hub.close()
        except Problem as problem:
            self._findings.append(problem.code.value)
            return {"online": {"problem": problem.code.value}}
        round_trip_s = time.monotonic() - started
        offset_s = (info.hub_time - self._clock()).total_seconds()
        return {"online": {
            "wire": info.wire, "catalogue": info.catalogue_version, "round_trip_s": round(round_trip_s, 3),
            "offset_s": round(offset_s, 1),
        }}

    def _age_s(self, at: datetime | None) -> float | None:
        return None if at is None else round((self._clock() - at).total_seconds(), 1)


def versions() -> dict[str, str]:
    found = {
        "fieldclient": __version__, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}", "encoding": sys.getfilesystemencoding(),
    }
    for name in _LIBRARIES:
        try:
            found[name.lower()] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name.lower()] = "missing"
    return found


def _problems(store: Store) -> dict[str, int]:
    """How many acts and files last met which problem; nothing of what it said."""
    found: Counter[str] = Counter()
    for table in ("mutations", "uploads", "downloads"):
        where = "" if table == "downloads" else " AND state <> 'arrived'"
        for row in store.database.read(f"SELECT problem FROM {table} WHERE problem IS NOT NULL{where}"):
            found[f"{table}/{_code_of(row['problem'])}"] += 1
    return dict(sorted(found.items()))


def _code_of(raw: bytes) -> str:
    """A code from a newer hub is text from elsewhere: it is counted, not shown."""
    try:
        code = msgspec.json.decode(raw, type=ProblemBody).code
    except msgspec.DecodeError:
        return "unreadable"
    return code if code in Code.__members__.values() else "other"
