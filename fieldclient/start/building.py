"""Making the environment: one builder at a time, from the lock alone, complete or not at all.

An environment holds its own path in every script, so it cannot be made elsewhere and renamed into place. It is made
where it stays, and a stamp written last says that it is complete; without the stamp the next start makes it anew.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from fieldclient.start import pip_run
from fieldclient.start.environment import WINDOWS, Environment, clean_variables
from fieldclient.start.say import NO_ENVIRONMENT, StartProblem, progress
from fieldclient.start.system_packages import install_venv_support

WAIT_STEP_S = 0.2
# How long to wait for programs that still run in an environment that must be replaced.
IN_USE_WAIT_S = 2.0


def build(environment: Environment) -> None:
    """Make the environment ready; returns at once when another process has just done so."""
    with only_builder(environment):
        if environment.is_ready():
            return
        started = time.monotonic()
        _clear(environment)
        progress("首次运行：正在创建运行环境……", "First start: making the environment ...")
        _make_venv(environment)
        progress("正在下载并安装组件（约 170 MB）……", "Downloading and installing components (about 170 MB) ...")
        pip_run.install(environment, environment.lock_file)
        _touch(environment.in_use_file)
        write_stamp(environment.stamp_file, [environment.digest(), _cache_tag(environment)])
        seconds = round(time.monotonic() - started)
        progress(f"运行环境已就绪（{seconds} 秒）。", f"The environment is ready ({seconds} s).")


def add_test_tools(environment: Environment) -> None:
    """Install the test tools into a ready environment; costs one look at a stamp when they are there."""
    stamp_file = os.path.join(environment.folder, "fieldclient.test-stamp")
    with open(environment.test_lock_file, "rb") as lock:
        wanted = sha256(lock.read() + environment.digest().encode()).hexdigest()
    if environment.read_stamp(stamp_file) == [wanted]:
        return
    with only_builder(environment):
        if environment.read_stamp(stamp_file) == [wanted]:
            return
        progress("正在安装测试工具……", "Installing the test tools ...")
        pip_run.install(environment, environment.test_lock_file)
        write_stamp(stamp_file, [wanted])


@contextmanager
def only_builder(environment: Environment) -> Iterator[None]:
    """Hold the builders' lock; a second builder waits here and says so. The lock ends with its process."""
    path = environment.folder + ".lock"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise _cannot_write(environment, error) from error
    try:
        told = False
        while not _try_lock(handle):
            if not told:
                progress("另一个进程正在创建运行环境，请稍候……", "Another process is making the environment: waiting ...")
                told = True
            time.sleep(WAIT_STEP_S)
        yield
    finally:
        os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        if WINDOWS:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _clear(environment: Environment) -> None:
    """Remove an outdated or half-made environment, and nothing that is not one."""
    folder = environment.folder
    config = os.path.join(folder, "pyvenv.cfg")
    if not os.path.lexists(folder):
        return
    if not os.path.isdir(folder) or os.listdir(folder) and not os.path.exists(config):
        raise StartProblem(
            f"{folder} 里有别的文件：请另选一个空文件夹。",
            f"{folder} holds other files: choose an empty folder for the environment.",
            NO_ENVIRONMENT,
        )
    try:
        _retire(environment)
        # What is in the folder goes, the folder stays: it may be a mount point or a link to a larger disk.
        # Its mark goes last, so that an interrupted removal can still be told from somebody's own folder.
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.path == config):
            shutil.rmtree(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)
    except OSError as error:
        raise _cannot_write(environment, error) from error


def _retire(environment: Environment) -> None:
    """Take the stamp away once no program runs in the environment: its libraries must not be replaced below one.

    A starting program takes its hold before it reads the stamp, so either it is seen here or it sees no stamp.
    """
    if WINDOWS or not os.path.exists(environment.in_use_file):
        _remove_stamp(environment)
        return
    handle = os.open(environment.in_use_file, os.O_RDWR)
    give_up_at = time.monotonic() + IN_USE_WAIT_S
    try:
        while not _try_lock(handle):
            if time.monotonic() > give_up_at:
                raise StartProblem(
                    "运行环境需要更新，但还有程序在用它：请先关闭已打开的 fieldclient 窗口和服务，再运行一次。",
                    "The environment has to be renewed while a program still uses it: "
                    "close the open fieldclient windows and services and start again.",
                    NO_ENVIRONMENT,
                )
            time.sleep(WAIT_STEP_S)
        _remove_stamp(environment)
    finally:
        os.close(handle)


def _remove_stamp(environment: Environment) -> None:
    if os.path.exists(environment.stamp_file):
        os.unlink(environment.stamp_file)


def _make_venv(environment: Environment) -> None:
    base = getattr(sys, "_base_executable", "") or sys.executable
    arguments = [base, "-I", "-m", "venv", environment.folder]
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        # Debian ships Python without the part that fills an environment; an installed pip can do it as well.
        if importlib.util.find_spec("venv") is not None and pip_run.outer_pip_is_usable(base):
            arguments.insert(-1, "--without-pip")
        else:
            install_venv_support()
    variables = dict(os.environ)
    clean_variables(variables)
    done = subprocess.run(arguments, env=variables, capture_output=True, text=True, errors="replace")
    if done.returncode:
        # The last line alone: above it stands a traceback of the venv module.
        reason = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["?"]
        raise StartProblem(
            f"无法在 {environment.folder} 创建运行环境：{reason[0]}",
            f"The environment could not be made in {environment.folder}: {reason[0]}",
            NO_ENVIRONMENT,
        )


def _cache_tag(environment: Environment) -> str:
    """The kind of interpreter inside, asked from itself: the proof that it runs."""
    done = subprocess.run(
        [environment.python, "-I", "-c", "import sys; print(sys.implementation.cache_tag)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def write_stamp(path: str, words: list[str]) -> None:
    """Write a stamp so that it is there completely or not at all, also after a power cut."""
    with open(path + ".new", "w", encoding="ascii") as stamp:
        stamp.write("\n".join(words) + "\n")
        stamp.flush()
        os.fsync(stamp.fileno())
    os.replace(path + ".new", path)


def _touch(path: str) -> None:
    with open(path, "a", encoding="ascii"):
        pass


def _cannot_write(environment: Environment, error: OSError) -> StartProblem:
    return StartProblem(
        f"无法写入 {environment.folder}（{error.strerror}）：请用 FIELDCLIENT_ENV 指定一个可写的文件夹。",
        f"{environment.folder} cannot be written ({error.strerror}): name a folder you can write to in FIELDCLIENT_ENV.",
        NO_ENVIRONMENT,
    )
