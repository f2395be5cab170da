"""Whether Qt can start here: looked at once per kind of screen, then only a stamp is read.

The wheels of Qt bring everything but some libraries of a Linux system; a bare server or container has none of them.
What is needed depends on where the windows go: an off-screen run needs less than a desktop.
"""

from __future__ import annotations

import os
import sys

from fieldclient.start.environment import Environment
from fieldclient.start.say import NO_LIBRARIES, StartProblem

TYPE_CHECKING = False  # as typing has it, without the time its import takes
if TYPE_CHECKING:
    from collections.abc import Mapping


# Qt complains on the terminal about each optional sound and video library that a machine does not have, and tells there which
# recording is played, by its path.
QUIET = "qt.multimedia.symbolsresolver=false;qt.multimedia.ffmpeg.mediadataholder=false"


def ensure(environment: Environment, command: str, arguments: list[str], anew: bool = False) -> None:
    """Return when Qt can start here; raises StartProblem with the command that would help when it cannot.

    ``anew`` looks again although the stamp says that all was there.
    """
    os.environ.setdefault("QT_LOGGING_RULES", QUIET)
    if sys.platform != "linux":
        return
    groups = groups_needed(os.environ)
    if command == "client" and not has_screen(os.environ):
        # Without this Qt would end the process with a core dump.
        if not {"-h", "--help"} & set(arguments):
            raise StartProblem(
                "没有图形界面：请在桌面会话中启动，或设置 DISPLAY。",
                "There is no screen: start it in a desktop session, or set DISPLAY.",
                NO_LIBRARIES,
            )
    stamp_file = os.path.join(environment.folder, "fieldclient.libraries-stamp")
    known = [] if anew else environment.read_stamp(stamp_file)
    if set(groups) <= set(known):
        return
    from fieldclient.start.building import write_stamp
    from fieldclient.start.library_check import install_or_explain

    install_or_explain(groups)
    try:
        write_stamp(stamp_file, sorted({*groups, *known}))
    except OSError:
        # An administrator's environment: it works all the same, the next start looks once more.
        return


def has_screen(variables: Mapping[str, str]) -> bool:
    """Whether a window can be shown, or a platform of Qt's was chosen that needs none."""
    return sys.platform != "linux" or any(variables.get(name) for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"))


def groups_needed(variables: Mapping[str, str]) -> list[str]:
    """Which groups of libraries the windows of this start need, from where they will be shown."""
    platform = variables.get("QT_QPA_PLATFORM", "")
    if platform:
        return ["always", *(["x11"] if "xcb" in platform else []), *(["wayland"] if "wayland" in platform else [])]
    if variables.get("WAYLAND_DISPLAY"):
        # Qt falls back from one to the other; one that works is enough, and this one is tried first.
        return ["always", "wayland"]
    return ["always", "x11"] if variables.get("DISPLAY") else ["always"]
