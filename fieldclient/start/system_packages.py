"""The operating system's own packages: installed when this process may, else named in one exact command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from fieldclient.start.say import NO_ENVIRONMENT, StartProblem, progress

DPKG_FOLDER = "/var/lib/dpkg"


def has_apt() -> bool:
    return sys.platform == "linux" and shutil.which("apt-get") is not None


def may_install() -> bool:
    """Root on a Debian or a relative of it: nobody has to be asked for a password."""
    return has_apt() and os.geteuid() == 0


def apt_command(packages: list[str]) -> str:
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def apt_install(choices: list[tuple[str, ...]]) -> bool:
    """Install one package of each tuple: the first name this release knows. False when that failed.

    The names differ between releases (libasound2, libasound2t64).
    """
    variables = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C")
    door = _wait_for_others()
    try:
        # A source that cannot be reached must not stop the others; whether enough was found shows below.
        _quietly(["apt-get", "update", "-qq"], variables)
        packages = [_first_known(names, variables) for names in choices]
        options = ["-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
        return _quietly(["apt-get", "install", *options, *packages], variables)
    finally:
        os.close(door)


def _wait_for_others() -> int:
    """To be closed when done. Of two processes of ours that install at once, one would read lists of packages that the other is
    writing, and find nothing in them."""
    import fcntl

    door = os.open(DPKG_FOLDER if os.path.isdir(DPKG_FOLDER) else os.path.dirname(__file__), os.O_RDONLY)
    fcntl.flock(door, fcntl.LOCK_EX)
    return door


def _quietly(arguments: list[str], variables: dict[str, str]) -> bool:
    nothing = subprocess.DEVNULL
    return subprocess.call(arguments, env=variables, stdin=nothing, stdout=nothing, stderr=nothing) == 0


def _first_known(names: tuple[str, ...], variables: dict[str, str]) -> str:
    for name in names:
        found = subprocess.run(["apt-cache", "policy", name], env=variables, capture_output=True, text=True)
        if "Candidate:" in found.stdout and "Candidate: (none)" not in found.stdout:
            return name
    return names[0]


def install_venv_support() -> None:
    """Bring the part of Python that fills an environment, which Debian ships apart; raises StartProblem if it cannot."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if may_install():
        progress(f"正在安装系统软件包 {package}……", f"Installing the system package {package} ...")
        if apt_install([(package, "python3-venv")]):
            return
    if has_apt():
        how = apt_command([package])
        raise StartProblem(
            f"本机的 Python 缺少 venv：请运行“{how}”后再启动。",
            f"This machine's Python lacks venv: run \"{how}\" and start again.",
            NO_ENVIRONMENT,
        )
    raise StartProblem(
        "本机的 Python 缺少 venv 和 pip：请安装完整的 Python 3.11 或更新的版本后再启动。",
        "This machine's Python lacks venv and pip: install a complete Python 3.11 or newer and start again.",
        NO_ENVIRONMENT,
    )
