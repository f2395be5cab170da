"""A PostgreSQL server of the tests' own: found on this machine or brought by its package manager, private, and always stopped.

`with Server() as server: url = server.database()`. The server runs as a user without rights, because it refuses to run as
root; it listens on a socket in its own folder and nowhere else. Where there is none and none can be had, `NoPostgres` says why.
"""

from __future__ import annotations

import atexit
import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Self

import psycopg

from fieldclient.start import system_packages

PACKAGE = "postgresql"
START_S = 300.0
_HOMES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin")
_NOBODIES = ("postgres", "nobody")
_DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


class NoPostgres(Exception):
    """There is no server to be had here; the text says what is missing."""


@cache
def programs() -> Path:
    """The folder of `initdb` and `postgres`, the newest there is; installed when this process may."""
    found = _find()
    if found is None and system_packages.may_install():
        print(f"installing the system package {PACKAGE} for the tests ...", file=sys.stderr, flush=True)
        # Debian would make and start a cluster at once: the tests bring their own.
        config = Path("/etc/postgresql-common/createcluster.d/no-main-cluster.conf")
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text("create_main_cluster = false\n", "utf-8")
        system_packages.apt_install([(PACKAGE,)])
        found = _find()
    if found is None:
        how = f": {system_packages.apt_command([PACKAGE])}" if system_packages.has_apt() else ""
        raise NoPostgres(f"no PostgreSQL server on this machine{how}")
    return found


def _find() -> Path | None:
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    for home in _HOMES:
        places += sorted(Path("/").glob(home[1:]), key=_version, reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def _version(place: Path) -> int:
    digits = "".join(sign for sign in place.parent.name if sign.isdigit())
    return int(digits or 0)


class Server:
    """One private cluster. `durable`: with fsync, for what measures or cuts; order does not need it."""

    def __init__(self, *, durable: bool = False, settings: dict[str, str] | None = None) -> None:
        self._programs = programs()
        self._who = _unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="fc-pg-", dir="/tmp" if os.path.isdir("/tmp") else None))  # short: a socket
        self._names = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._settings = {
            "listen_addresses": "", "unix_socket_directories": str(self.folder), "max_connections": "300",
            "max_prepared_transactions": "4", "shared_buffers": "64MB", "fsync": "on" if durable else "off",
            "full_page_writes": "on" if durable else "off", "autovacuum": "off", **(settings or {}),
        }

    def __enter__(self) -> Self:
        atexit.register(self.stop)
        try:
            self._make()
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        atexit.unregister(self.stop)

    def _make(self) -> None:
        if self._who:
            os.chown(self.folder, self._who["user"], self._who["group"])
        made = subprocess.run(
            [self._programs / "initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync"],
            cwd=self.folder, env=_environment(), capture_output=True, text=True, **self._who,
        )
        if made.returncode:
            raise NoPostgres(f"initdb failed: {made.stderr.strip()[-300:]}")

    def start(self) -> None:
        """Returns when it answers."""
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        log = self.folder / "log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self.folder / "data", *options], cwd=self.folder, env=_environment(),
                stdout=out, stderr=out, preexec_fn=_end_with_parent(), **self._who,
            )
        until = time.monotonic() + START_S
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as refused:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise NoPostgres(f"the server did not start: {log.read_text('utf-8')[-400:]}") from refused
                time.sleep(0.02)

    def kill(self) -> None:
        """As a crash would end it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(START_S)

    def stop(self) -> None:
        """Ends the server, whatever it does, and leaves nothing behind."""
        if self._process is not None:
            for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                if self._process.poll() is None:
                    self._process.send_signal(how)
                    try:
                        self._process.wait(15)
                    except subprocess.TimeoutExpired:
                        continue
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    # Databases

    def connect(self, database: str = "postgres", **more: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True, **more)

    def database(self, copy_of: str | None = None) -> str:
        """The address of a new database, empty or a copy of another one to which nobody is connected."""
        name = f"d{next(self._names)}"
        source = f" TEMPLATE {_name(copy_of)}" if copy_of else ""
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name}{source}")
        return self.url(name)

    def drop(self, url: str) -> None:
        with self.connect() as connection:
            connection.execute(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def _unprivileged() -> dict[str, Any]:
    """How a child becomes somebody who may do nothing; nothing to say when this process is nobody special itself."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd  # not on Windows, where nobody is root

    for name in _NOBODIES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise NoPostgres("PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody")


def _end_with_parent() -> Callable[[], None] | None:
    """Linux ends the server when the tests are killed and can clean up nothing."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(_DIE_WITH_PARENT, signal.SIGQUIT)
