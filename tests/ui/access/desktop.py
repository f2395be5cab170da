"""A desktop of the tests' own: a virtual screen, a session bus and the bus of assistive technology, as on a person's computer.

`with Desktop() as desktop: desktop.run(...)`. What is missing is brought by the system's package manager where this process may;
else `NoDesktop` says what. Everything started here is ended here.
"""

from __future__ import annotations

import ctypes
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any, Self

from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from fieldclient.start import library_check, system_packages
from fieldclient.start.qt_libraries import QUIET

ROOT = Path(__file__).resolve().parents[3]
SCREEN = "1400x1400x24"  # holds a window of either orientation
START_S = 60.0
WINDOW = "import sys; from fieldclient.ui.app import main; sys.exit(main(sys.argv[1:]))"
GALLERY = "import sys; from fieldclient.ui.gallery.command import main; sys.exit(main(sys.argv[1:]))"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher", "/usr/lib/at-spi2/at-spi-bus-launcher")
_PACKAGES = [("xvfb",), ("dbus-daemon", "dbus"), ("at-spi2-core",), ("libxtst6",)]
_DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


class NoDesktop(Exception):
    """There is no virtual desktop to be had here; the text says what is missing."""


@cache
def programs() -> dict[str, str]:
    """Where the programs of a desktop are; installed when this process may."""
    found = _find()
    libraries, _ = library_check.probe(["x11"])
    if (not all(found.values()) or libraries) and system_packages.may_install():
        print("installing a virtual screen and the bus of assistive technology for the tests ...", file=sys.stderr, flush=True)
        system_packages.apt_install([*_PACKAGES, *sorted(set(library_check.ON_X11.values()))])
        found = _find()
        libraries, _ = library_check.probe(["x11"])
    missing = [name for name, path in found.items() if not path] + libraries
    if missing:
        how = f": {system_packages.apt_command([names[0] for names in _PACKAGES])}" if system_packages.has_apt() else ""
        raise NoDesktop(f"no virtual desktop on this machine, {', '.join(missing)} missing{how}")
    return found


def _find() -> dict[str, str]:
    found = {name: shutil.which(name) or "" for name in ("Xvfb", "dbus-daemon")}
    found["at-spi-bus-launcher"] = next((path for path in _LAUNCHERS if os.path.exists(path)), "")
    try:
        ctypes.CDLL("libXtst.so.6")
        found["libXtst"] = "libXtst.so.6"
    except OSError:
        found["libXtst"] = ""
    return found


class Desktop:
    """Screen and buses; `run` starts a window on them and `reader_on` makes it visible to assistive technology."""

    def __init__(self) -> None:
        self._programs = programs() if sys.platform == "linux" else {}
        if not self._programs:
            raise NoDesktop("a virtual desktop is for Linux")
        self.folder = Path(tempfile.mkdtemp(prefix="fc-at-"))  # short: sockets
        self.home = self.folder / "home"
        self.home.mkdir()
        self._started: list[subprocess.Popen[Any]] = []
        self.display = self.session = self.bus = ""

    def __enter__(self) -> Self:
        try:
            self._screen()
            self._buses()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        for process in reversed(self._started):
            end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "AT_SPI", "XAUTHORITY"))}
        return {**kept, "HOME": str(self.home), "PYTHONPATH": str(ROOT), "DISPLAY": self.display, "DBUS_SESSION_BUS_ADDRESS": self.session,
                "XDG_RUNTIME_DIR": str(self.folder), "XDG_DATA_DIRS": "/usr/local/share:/usr/share"}

    def run(self, *arguments: str, program: str = WINDOW) -> subprocess.Popen[str]:
        """The product's own window, on this screen; it is told nothing of assistive technology by anything but the desktop."""
        with (self.folder / "said").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-c", program, *arguments], cwd=self.folder, text=True, stdout=said, stderr=said,
                env={**self.environment(), "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "LC_ALL": "C.UTF-8",
                     "QT_LOGGING_RULES": QUIET},
                start_new_session=True, preexec_fn=die_with_parent)
        self._started.append(process)
        return process

    def said(self) -> str:
        """What the windows wrote to their terminal; a calm one writes nothing."""
        return (self.folder / "said").read_text("utf-8", "replace")

    def connect(self) -> DBusConnection:
        """A connection to the bus of assistive technology."""
        return open_dbus_connection(self.bus, auth_timeout=START_S)

    def _start(self, *arguments: str, variables: dict[str, str] | None = None, say: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
        process = subprocess.Popen(arguments, env=variables or self.environment(), stdin=subprocess.DEVNULL, stdout=say,
                                   stderr=subprocess.DEVNULL, text=True, start_new_session=True, preexec_fn=die_with_parent)
        self._started.append(process)
        return process

    def _screen(self) -> None:
        process = self._start(self._programs["Xvfb"], "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset",
                              variables=dict(os.environ), say=subprocess.PIPE)
        self.display = ":" + _line(process, "the virtual screen")

    def _buses(self) -> None:
        process = self._start(self._programs["dbus-daemon"], "--session", "--nofork", "--print-address=1",
                              f"--address=unix:dir={self.folder}", say=subprocess.PIPE)
        self.session = _line(process, "the session bus")
        self._start(self._programs["at-spi-bus-launcher"], "--launch-immediately")
        with open_dbus_connection(self.session, auth_timeout=START_S) as connection:
            bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            self.bus = _patiently(lambda: _answer(connection, new_method_call(bus, "GetAddress"))[0], "the bus of assistive technology")
            # What a screen reader does when it begins: whoever draws a window tells of it from now on.
            status = bus.with_interface("org.a11y.Status")
            for name in ("IsEnabled", "ScreenReaderEnabled"):
                _answer(connection, Properties(status).set(name, "b", True))


def end(process: subprocess.Popen[Any]) -> None:
    """With all that it started, whatever it does."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            try:
                os.killpg(process.pid, how)
                process.wait(15)
            except (subprocess.TimeoutExpired, ProcessLookupError):
                continue
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _line(process: subprocess.Popen[str], what: str) -> str:
    """The first line it says, which is where it can be reached."""
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        line = process.stdout.readline().strip() if selector.select(START_S) else ""
    if not line:
        raise NoDesktop(f"{what} did not start")
    return line


def _answer(connection: DBusConnection, message: Any) -> tuple[Any, ...]:
    reply = connection.send_and_get_reply(message, timeout=START_S)
    if reply.header.message_type.name == "error":
        raise NoDesktop(f"refused: {reply.body}")
    return tuple(reply.body)


def _patiently(ask: Any, what: str) -> Any:
    until = time.monotonic() + START_S
    while True:
        try:
            return ask()
        except NoDesktop as refused:
            if time.monotonic() > until:
                raise NoDesktop(f"{what} did not start") from refused
            time.sleep(0.05)


def die_with_parent() -> None:
    """In the child, before it is another program: a test run that is killed leaves nothing behind. Linux alone knows how."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
