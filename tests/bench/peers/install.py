"""Peers are installed beside the product, never into it: into a folder of their own in the user's cache, in exact versions.

A folder of peers holds package.json with its lock and scripts for node, or requirements.txt and scripts for Python, or both. It
is copied into the cache under a name that changes with its contents, and the scripts run from there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from fieldclient.start.places import cache_folder
from fieldclient.start.system_packages import apt_command, apt_install, may_install
from tests.bench.rows import CannotMeasure

PATIENCE_S = 600
TELL_CHARACTERS = 400


def node_peers(folder: Path, *, oldest: tuple[int, int] = (18, 0)) -> Path:
    """The folder in the cache that holds node_modules beside the scripts. CannotMeasure says what is missing."""
    _need_node(oldest)
    return _made(folder, "node", _fill_with_npm)


def python_peers(folder: Path) -> Path:
    """The folder in the cache that holds the scripts; `venv_python` of it is their interpreter."""
    return _made(folder, "python", _fill_with_pip)


def venv_python(made: Path) -> str:
    return str(made / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def _made(folder: Path, kind: str, fill: Callable[[Path], None]) -> Path:
    files = sorted(path for path in folder.iterdir() if path.is_file())
    mark = hashlib.sha256(sys.version.encode())
    for path in files:
        mark.update(path.name.encode() + b"\0" + path.read_bytes())
    made = _cache() / f"{folder.name}-{kind}-{mark.hexdigest()[:16]}"
    if made.exists():
        return made
    beside = Path(tempfile.mkdtemp(prefix=f"{made.name}-", dir=_cache()))
    try:
        for path in files:
            shutil.copy(path, beside)
        fill(beside)
        try:
            beside.rename(made)
        except OSError:
            if not made.exists():  # somebody else was quicker
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return made


def _cache() -> Path:
    """The tests move the user's folders away; what was downloaded once is still there for them."""
    kept = os.environ.get("FIELDCLIENT_PEERS")
    folder = Path(kept) if kept else Path(cache_folder()) / "peers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fill_with_npm(folder: Path) -> None:
    npm = shutil.which("npm") or "npm"
    _do([npm, "ci", "--omit=dev", "--no-audit", "--no-fund", "--prefer-offline"], folder)


def _fill_with_pip(folder: Path) -> None:
    _do([sys.executable, "-m", "venv", "venv"], folder)
    # Moved once it is whole: nothing in it is called by a path but its interpreter, and that one finds its own place.
    _do([venv_python(folder), "-m", "pip", "install", "--quiet", "-r", "requirements.txt"], folder)


def _do(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE_S, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotMeasure(f"{command[0]} did not run: {error}") from error
    if done.returncode:
        raise CannotMeasure(f"{' '.join(command[:4])} failed: {(done.stderr or done.stdout).strip()[-TELL_CHARACTERS:]}")


def _need_node(oldest: tuple[int, int]) -> None:
    if not (shutil.which("node") and shutil.which("npm")) and may_install():
        apt_install([("nodejs",), ("npm",)])
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        raise CannotMeasure(f"node and npm are missing; install them with: {apt_command(['nodejs', 'npm'])}")
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip().removeprefix("v")
    found = tuple(int(part) for part in said.split(".")[:2])
    if found < oldest:
        raise CannotMeasure(f"node {said} is too old for these peers: {'.'.join(map(str, oldest))} or newer is needed")
