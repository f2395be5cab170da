"""Links `fieldclient://…` from outside: registering them with the desktop, and handing one over to the window that is open.

Standard library alone, and no Qt: it is read before the first frame. Nothing is registered unless somebody asks for it, and a
link does nothing before a person has seen what it would do.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import socket
import stat
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

SCHEME = "fieldclient://"
MOST_BYTES = 4096  # a code holds 2,900 characters at most
MOST_WAITING = 8  # links before a lock, or while the window is made
MOST_OF_AN_ADDRESS = 100  # bytes; Linux takes 107, macOS 103
WAIT_S = 5.0
TAKEN = b"taken\n"
NAME = "fieldclient.desktop"
UNSEEN = "links"  # in the folder of data: one a line
_KEEPING = threading.Lock()


def done_elsewhere(options: argparse.Namespace) -> int | None:
    """The exit code when there is no window to open: the link was handed over, or (un)registered. None: go on."""
    if options.register_links is not None:
        (register if options.register_links == "on" else unregister)()
        return 0
    if options.link:
        from fieldclient.work.data_folder import data_dir

        if hand_over(data_dir(str(options.data) if options.data else None), options.link):
            return 0
    return None


# Registering

def _applications() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "applications"


def _quoted(word: str) -> str:
    """As the rules for desktop entries say, so that blanks and signs of a folder's name stay what they are."""
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, "\\" + sign)
    return f'"{word}"'.replace("\\", "\\\\").replace("%", "%%")


def entry() -> str:
    """The desktop entry for this very copy."""
    project = Path(__file__).resolve().parents[2]
    icon = project / "resources" / "icons" / "camera.svg"
    return "\n".join([
        "[Desktop Entry]", "Type=Application", "Name=City care", "Name[zh_CN]=城市管理", "Comment=Reports and cases of a city",
        "Comment[zh_CN]=随手拍、案件和网格", f"Exec=python3 {_quoted(str(project / 'main.py'))} client %u", f"Icon={icon}",
        "Terminal=false", "Categories=Office;", f"MimeType=x-scheme-handler/{SCHEME[:-3]};", ""])


def register() -> Path:
    """Links of this kind open this copy from now on."""
    target = _applications() / NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_text(entry(), "utf-8")
    os.replace(part, target)
    _tell_desktop(True)
    return target


def unregister() -> None:
    (_applications() / NAME).unlink(missing_ok=True)
    _tell_desktop(False)


def is_registered() -> bool:
    try:
        return (_applications() / NAME).read_text("utf-8") == entry()
    except OSError:
        return False


def _tell_desktop(on: bool) -> None:
    """A desktop that lacks these tools finds the entry by itself, at the next start at the latest."""
    import subprocess

    commands = [["update-desktop-database", str(_applications())]]
    if on:
        commands.append(["xdg-mime", "default", NAME, f"x-scheme-handler/{SCHEME[:-3]}"])
    for command in commands:
        if shutil.which(command[0]):
            with suppress(OSError, subprocess.SubprocessError):
                subprocess.run(command, capture_output=True, timeout=WAIT_S, check=False)


# One window for one folder of data

def address(folder: Path) -> Path:
    """Where the window of this folder listens. In a folder of this user's own: nobody else may speak to it."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    shared = Path(tempfile.gettempdir()) / f"fieldclient-{_user()}"
    path = (Path(runtime) if runtime and Path(runtime).is_dir() else shared) / f"fieldclient-{name}.socket"
    return path if len(os.fsencode(path)) <= MOST_OF_AN_ADDRESS else shared / path.name


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "me"


def _is_ours(folder: Path) -> bool:
    """Nobody else can put anything into it. A folder for all to write in may hold one of this name that is somebody else's."""
    if not hasattr(os, "getuid"):
        return True
    with suppress(OSError):
        found = folder.lstat()
        return found.st_uid == os.getuid() and stat.S_ISDIR(found.st_mode) and not stat.S_IMODE(found.st_mode) & 0o077
    return False


def hand_over(folder: Path, link: str) -> bool:
    """To the window that is open on this folder. False when there is none: then this process opens one."""
    if not hasattr(socket, "AF_UNIX") or not _is_ours(address(folder).parent):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as way:
        way.settimeout(WAIT_S)
        try:
            way.connect(str(address(folder)))
            way.sendall(link.encode("utf-8", "replace")[:MOST_BYTES])
            way.shutdown(socket.SHUT_WR)
            return way.recv(len(TAKEN)) == TAKEN
        except OSError:
            return False


# Links that were taken and that nobody has seen yet

def unseen(folder: Path) -> list[str]:
    """Oldest first. They outlive a window that was closing when they came."""
    with suppress(OSError, UnicodeDecodeError):
        return (folder / UNSEEN).read_text("utf-8").split()[:MOST_WAITING]
    return []


def keep(folder: Path, link: str) -> None:
    """On the disk before the one who brought it hears that it was taken. OSError."""
    with _KEEPING:
        links = unseen(folder)
        if link.split() == [link] and link not in links and len(links) < MOST_WAITING:  # with a blank in it it is no code
            _write(folder, [*links, link])


def forget(folder: Path, link: str) -> None:
    """Somebody has seen what it would do, or why it cannot be used."""
    with _KEEPING, suppress(OSError):
        links = unseen(folder)
        if link in links:
            _write(folder, [each for each in links if each != link])


def _write(folder: Path, links: list[str]) -> None:
    part = folder / f"{UNSEEN}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write("\n".join(links))
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / UNSEEN)


class Doorway:
    """Listens while a window is open. `taken` is called with what nobody has seen yet, and then on a thread of its own with what
    somebody brings."""

    def __init__(self, folder: Path, taken: Callable[[str], None]) -> None:
        self._folder, self._path = folder, address(folder)
        self._taken = taken
        self._way: socket.socket | None = None
        for link in unseen(folder):
            taken(link)
        with suppress(OSError):  # without it a second copy says that the first is open
            self._listen()

    def _listen(self) -> None:
        if not hasattr(socket, "AF_UNIX"):
            return
        own = self._path.parent
        own.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(own):
            return
        self._path.unlink(missing_ok=True)  # of a copy that was killed: whoever holds the data's lock is the only one
        way = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            way.bind(str(self._path))
            way.listen(4)
        except OSError:
            way.close()
            raise
        self._way = way
        threading.Thread(target=self._run, name="doorway", daemon=True).start()

    def _run(self) -> None:
        while (way := self._way) is not None:
            try:
                visitor, _ = way.accept()
            except OSError:
                return
            with visitor, suppress(OSError):
                visitor.settimeout(WAIT_S)
                told = b""
                while len(told) <= MOST_BYTES and (piece := visitor.recv(MOST_BYTES)):
                    told += piece
                text = told.decode("utf-8", "replace").strip()
                if len(told) <= MOST_BYTES and text.lower().startswith(SCHEME):
                    with suppress(OSError):  # a full disk: the window that is open shows it all the same
                        keep(self._folder, text)
                    self._taken(text)
                    visitor.sendall(TAKEN)

    def close(self) -> None:
        way, self._way = self._way, None
        if way is not None:
            with suppress(OSError):
                way.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits
            way.close()
            self._path.unlink(missing_ok=True)

