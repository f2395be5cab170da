"""The project's own Python environment: where it is, whether it is ready, and stepping into it.

Everything here runs at every start, so it reads one lock file and one stamp and imports next to nothing.
Making the environment is in building.py.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256

from fieldclient.start.say import NO_ENVIRONMENT, StartProblem

TYPE_CHECKING = False  # as typing has it, without the time its import takes
if TYPE_CHECKING:
    from collections.abc import MutableMapping

WINDOWS = os.name == "nt"
CHOSEN_FOLDER = "FIELDCLIENT_ENV"

# What a caller's shell may hold and what would let foreign modules into the environment.
_FOREIGN = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONSAFEPATH", "__PYVENV_LAUNCHER__")


def clean_variables(variables: MutableMapping[str, str]) -> None:
    """Take out of ``variables`` what would make a child interpreter load modules from elsewhere."""
    for name in _FOREIGN:
        variables.pop(name, None)
    variables["PYTHONNOUSERSITE"] = "1"
    # File names and pipes are UTF-8 on every machine; a Windows code page cannot write a Chinese case title.
    variables.setdefault("PYTHONUTF8", "1")
    if variables.get("HOME") == "":
        # An empty HOME would mean "/" to most libraries; without it they ask the user database.
        del variables["HOME"]


class Environment:
    """One environment in ``folder`` for the project in ``project``; both are absolute paths."""

    def __init__(self, project: str, folder: str) -> None:
        self.project = project
        self.folder = folder
        self.lock_file = os.path.join(project, "requirements.lock")
        self.test_lock_file = os.path.join(project, "tests", "requirements.lock")
        self.python = os.path.join(folder, *(("Scripts", "python.exe") if WINDOWS else ("bin", "python")))
        self.stamp_file = os.path.join(folder, "fieldclient.stamp")
        self.in_use_file = os.path.join(folder, "fieldclient.in-use")

    @classmethod
    def of_project(cls, project: str) -> Environment:
        """The environment this start has to use: the chosen one, else ``.venv``, else one in the user's cache.

        The cache is for a project folder that cannot be written, such as one installed by an administrator.
        """
        chosen = os.environ.get(CHOSEN_FOLDER)
        if chosen:
            return cls(project, os.path.abspath(os.path.expanduser(chosen)))
        beside = cls(project, os.path.join(project, ".venv"))
        if os.access(project, os.W_OK) or beside.is_ready():
            return beside
        from fieldclient.start.places import cache_folder

        name = sha256(os.path.realpath(project).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        return cls(project, os.path.join(cache_folder(), "environment-" + name))

    def digest(self) -> str:
        """What the environment depends on: the lock's content and its own path, which its scripts hold."""
        with open(self.lock_file, "rb") as lock:
            seen = sha256(lock.read())
        seen.update(os.path.realpath(self.folder).encode("utf-8", "surrogateescape"))
        return seen.hexdigest()

    def read_stamp(self, path: str = "") -> list[str]:
        try:
            with open(path or self.stamp_file, encoding="ascii") as stamp:
                return stamp.read().split()
        except (OSError, ValueError):
            return []

    def is_ready(self, inside: bool = False) -> bool:
        """Whether it was completely made from today's lock; ``inside`` also by this very kind of interpreter.

        Only from inside can be seen that the system's Python moved on (3.11 to 3.12) below the environment.
        """
        stamp = self.read_stamp()
        if len(stamp) != 2 or stamp[0] != self.digest() or not os.path.exists(self.python):
            return False
        return not inside or stamp[1] == str(sys.implementation.cache_tag)

    def is_current_process(self) -> bool:
        return os.path.realpath(sys.prefix) == os.path.realpath(self.folder)

    def make_ready(self) -> None:
        """Return when it is ready; raises StartProblem when it cannot be made."""
        if not self.is_ready():
            from fieldclient.start.building import build

            build(self)

    def add_test_tools(self) -> None:
        """Return when the test tools are in it as well."""
        from fieldclient.start.building import add_test_tools

        add_test_tools(self)

    def hold(self) -> bool:
        """Keep it from being rebuilt while this process lives; False when it is being rebuilt right now.

        Windows needs none of this: there a file in use cannot be deleted.
        """
        if WINDOWS:
            return True
        import fcntl

        try:
            # Never closed: the lock ends with the process, however it ends.
            handle = os.open(self.in_use_file, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # An environment from a file system without locks is still usable.
            return True
        return True

    def enter(self, arguments: list[str]) -> int:
        """Go on as the environment's interpreter with ``arguments``. Returns only on Windows."""
        clean_variables(os.environ)
        return _become(self.python, arguments)

    def leave(self, arguments: list[str]) -> int:
        """Go back to the interpreter it was made from, which will make it anew. Returns only on Windows."""
        base = getattr(sys, "_base_executable", None) or ""
        if not os.path.isfile(base) or base == sys.executable:
            raise StartProblem(
                "运行环境已过期：请用系统的 python3 再运行一次 main.py。",
                "The environment is out of date: start main.py once with the system's python3.",
                NO_ENVIRONMENT,
            )
        stamp = self.read_stamp()
        if stamp and stamp[-1] != str(sys.implementation.cache_tag):
            os.unlink(self.stamp_file)
        return _become(base, arguments)


def _become(python: str, arguments: list[str]) -> int:
    if not WINDOWS:
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(python, [python, *arguments])
    # Windows has no exec that keeps the console: the child is waited for and its exit code passed on.
    import subprocess

    return subprocess.call([python, *arguments])
