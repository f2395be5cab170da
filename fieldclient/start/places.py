"""Folders of the user that can be used before anything is installed."""

from __future__ import annotations

import os
import stat
import sys
import tempfile

from fieldclient.start.say import NO_ENVIRONMENT, StartProblem


def home_folder() -> str:
    """The user's home folder; from the user database when HOME is missing or empty; "" when there is none."""
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE") or ""
    if not home and os.name == "posix":
        import pwd

        try:
            home = pwd.getpwuid(os.getuid()).pw_dir
        except KeyError:
            home = ""
    return home


def cache_folder() -> str:
    """A folder for what can be made again, made on the way; in the temporary folder when there is no home."""
    home = home_folder()
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    if os.path.isabs(base):
        folder = os.path.join(base, "fieldclient")
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError:
            pass
        if os.access(folder, os.W_OK):
            return folder
    return _temporary_folder()


def _temporary_folder() -> str:
    owner = os.getuid() if os.name == "posix" else 0
    folder = os.path.join(tempfile.gettempdir(), f"fieldclient-{owner}")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    found = os.lstat(folder)
    # Anyone may write to the temporary folder: a place laid there by somebody else would be run as ours.
    if not stat.S_ISDIR(found.st_mode) or (os.name == "posix" and (found.st_uid != owner or found.st_mode & 0o022)):
        raise StartProblem(
            f"{folder} 不属于当前用户：请用 FIELDCLIENT_ENV 指定一个可写的文件夹。",
            f"{folder} belongs to somebody else: name a folder you can write to in FIELDCLIENT_ENV.",
            NO_ENVIRONMENT,
        )
    return folder
