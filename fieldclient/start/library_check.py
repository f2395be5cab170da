"""Asking the loader for the system libraries Qt needs, installing them where allowed, else naming the exact command."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

from fieldclient.start import system_packages
from fieldclient.start.say import NO_LIBRARIES, StartProblem, progress

# Shared object -> the Debian package that brings it, under each name it has had.
# Source: the NEEDED entries of the Qt 6.12 libraries and plugins that the program loads.
ALWAYS: dict[str, tuple[str, ...]] = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libGLX.so.0": ("libglx0",),
    "libX11.so.6": ("libx11-6",),
    "libxcb.so.1": ("libxcb1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2",),
    "libpulse.so.0": ("libpulse0",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libXext.so.6": ("libxext6",),
    "libXrandr.so.2": ("libxrandr2",),
    "libdrm.so.2": ("libdrm2",),
    "libz.so.1": ("zlib1g",),
    "libzstd.so.1": ("libzstd1",),
    "libbz2.so.1": ("libbz2-1.0",),
}
ON_X11: dict[str, tuple[str, ...]] = {
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-glx.so.0": ("libxcb-glx0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
}
ON_WAYLAND: dict[str, tuple[str, ...]] = {
    "libwayland-client.so.0": ("libwayland-client0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
    "libwayland-egl.so.1": ("libwayland-egl1",),
}
GROUPS = {"always": ALWAYS, "x11": ON_X11, "wayland": ON_WAYLAND}

# The loader is asked in a child: a library that fails half-way must not stay in this process.
_PROBE = """
import ctypes, json, sys
missing = []
for name in json.loads(sys.argv[1]):
    try:
        ctypes.CDLL(name)
    except OSError:
        missing.append(name)
said = ""
if not missing:
    try:
        import PySide6.QtQuick, PySide6.QtQuickControls2, PySide6.QtMultimedia, PySide6.QtPositioning, PySide6.QtSvg
    except ImportError as error:
        said = str(error)
print(json.dumps([missing, said]))
"""


def install_or_explain(groups: list[str]) -> None:
    """Return when Qt and all libraries of ``groups`` load; raises StartProblem with what would help when not."""
    missing, said = probe(groups)
    if missing and system_packages.may_install():
        progress("正在安装 Qt 需要的系统库……", "Installing the system libraries Qt needs ...")
        # All groups at once: the next start may have a screen and no network.
        system_packages.apt_install(sorted({names for group in GROUPS.values() for names in group.values()}))
        missing, said = probe(groups)
    if missing or said:
        raise problem(missing, said)


def probe(groups: list[str]) -> tuple[list[str], str]:
    """The shared objects of ``groups`` that cannot be loaded, and what importing Qt said when all could."""
    names = [name for group in groups for name in GROUPS[group]]
    done = subprocess.run(
        [sys.executable, "-I", "-c", _PROBE, json.dumps(names)], capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        return [], (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
    missing, said = json.loads(done.stdout.splitlines()[-1])
    return missing, said


def problem(missing: list[str], said: str) -> StartProblem:
    """One sentence for libraries that are still missing, with the exact command where one is known."""
    how = install_command(missing)
    if how:
        return StartProblem(
            f"缺少 Qt 需要的系统库：请运行“{how}”后再启动。",
            f"System libraries that Qt needs are missing: run \"{how}\" and start again.",
            NO_LIBRARIES,
        )
    names = ", ".join(missing) or said
    return StartProblem(
        f"缺少 Qt 需要的系统库：请安装 {names} 后再启动。",
        f"System libraries that Qt needs are missing: install {names} and start again.",
        NO_LIBRARIES,
    )


def install_command(missing: list[str]) -> str:
    """The command that brings ``missing`` on this distribution; "" when it is not known."""
    if not missing:
        return ""
    if system_packages.has_apt():
        every = {name: packages for group in GROUPS.values() for name, packages in group.items()}
        return system_packages.apt_command(sorted({every[name][-1] for name in missing}))
    for tool in ("dnf", "zypper"):
        if shutil.which(tool):
            # These package managers know packages by the shared objects they bring.
            return f"sudo {tool} install " + " ".join(f"'{name}()(64bit)'" for name in missing)
    return ""
