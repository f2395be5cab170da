"""The commands of main.py, and the way from a bare interpreter to one of them.

A command is a line in COMMANDS; its module is imported when it is called and never before, so that ``--help`` works
without an environment and a command pays only for what it uses.
"""

from __future__ import annotations

import os
import sys

from fieldclient.start.environment import Environment, clean_variables
from fieldclient.start.say import StartProblem, say

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
USAGE_ERROR = 2
INTERRUPTED = 130
LOOKED_AGAIN = "FIELDCLIENT_LOOKED_AGAIN"


class Command:
    """Where a command lives (``module:function``), what it needs and its line in the help.

    A plain class: importing dataclasses or typing would cost more than all the rest of an ordinary start.
    """

    def __init__(
        self, target: str, chinese: str, english: str, needs_qt: bool = False, needs_test_tools: bool = False
    ) -> None:
        self.target = target
        self.chinese = chinese
        self.english = english
        self.needs_qt = needs_qt
        self.needs_test_tools = needs_test_tools


COMMANDS: dict[str, Command] = {
    "client": Command("fieldclient.ui.app:main", "打开客户端（默认）", "open the client (default)", needs_qt=True),
    "demo": Command(
        "fieldclient.demo.command:main", "演示：内置中心和两个窗口", "a hub and two windows with sample data", needs_qt=True
    ),
    "hub": Command("sync.hub.command:main", "运行中心服务，处理案件", "serve the hub, act on its cases"),
    "geotag": Command(
        "fieldclient.capture.command:main", "读出照片的位置和时间", "where and when photos were taken"
    ),
    "intake": Command(
        "fieldclient.work.card.command:main", "整卡导入照片，按轨迹定位", "take in a whole card, placed by tracks"
    ),
    "areas": Command("fieldclient.work.areas_command:main", "网格、社区、街道边界", "unit grids and other areas: import, list"),
    "patrol": Command("fieldclient.ui.patrol.command:main", "巡查小结和轨迹", "patrols: list, summary, track", needs_qt=True),
    "sync": Command("fieldclient.work.sync_command:main", "立即同步一次", "run one sync cycle now"),
    "handover": Command(
        "fieldclient.work.handover.command:main", "不用网络移交：U 盘、局域网、备份", "hand work over without a network"
    ),
    "export": Command(
        "fieldclient.work.export_command:main", "导出本机上的全部资料", "export everything kept on this device"
    ),
    "doctor": Command("fieldclient.work.doctor_command:main", "诊断（不含隐私）", "diagnostics, with secrets left out"),
    "bench": Command("tests.bench.command:main", "性能测量", "measure against a peer or a limit", needs_qt=True),
    "gallery": Command(
        "fieldclient.ui.gallery.command:main", "控件与配色一览", "every control in every theme", needs_qt=True
    ),
    "test": Command(
        "fieldclient.start.testing:main", "运行全部检查", "run every check", needs_qt=True, needs_test_tools=True
    ),
}


def help_text() -> str:
    lines = ["usage: python3 main.py [COMMAND] [ARGUMENTS]", "", "commands:"]
    for name, command in COMMANDS.items():
        lines.append(f"  {name:<8} {command.english} · {command.chinese}")
    lines += ["", "python3 main.py COMMAND --help tells more about one of them.", ""]
    return "\n".join(lines)


def run(arguments: list[str]) -> int:
    """Carry out a command line and return the exit code. May replace this process and not return at all."""
    try:
        return _run(arguments)
    except StartProblem as problem:
        say(problem.chinese, problem.english)
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help", "help"):
        return _print(help_text())
    if first in ("-V", "--version"):
        from fieldclient import __version__

        return _print(f"fieldclient {__version__}\n")
    # A first word with a dash is an option of the default command.
    name, rest = (first, arguments[1:]) if first and not first.startswith("-") else ("client", arguments)
    if name not in COMMANDS:
        known = ", ".join(COMMANDS)
        raise StartProblem(f"没有命令“{name}”。可用：{known}", f'There is no command "{name}". Choose from: {known}', USAGE_ERROR)
    return _run_command(COMMANDS[name], name, rest)


def _print(text: str) -> int:
    # A terminal in an old encoding shows a question mark for what it cannot show, instead of a traceback.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.stdout.write(text)
    return 0


def _run_command(command: Command, name: str, rest: list[str]) -> int:
    environment = Environment.of_project(PROJECT)
    if not environment.is_current_process():
        environment.make_ready()
        return environment.enter([os.path.join(PROJECT, "main.py"), name, *rest])
    if not environment.hold() or not environment.is_ready(inside=True):
        # It cannot be rebuilt from within: go back to the interpreter it was made from.
        return environment.leave([os.path.join(PROJECT, "main.py"), name, *rest])
    clean_variables(os.environ)
    if command.needs_test_tools:
        environment.add_test_tools()
    if command.needs_qt:
        from fieldclient.start.qt_libraries import ensure

        ensure(environment, name, rest)
    sys.argv = [f"main.py {name}", *rest]
    try:
        return _call(command.target, rest)
    except ImportError as error:
        if not command.needs_qt or not _is_missing_library(error) or os.environ.get(LOOKED_AGAIN):
            raise
        # The libraries were there once and have been removed since: look anew, install or say what to do.
        ensure(environment, name, rest, anew=True)
        os.environ[LOOKED_AGAIN] = "1"
        return environment.enter([os.path.join(PROJECT, "main.py"), name, *rest])


def _is_missing_library(error: ImportError) -> bool:
    return "cannot open shared object file" in str(error)


def _call(target: str, arguments: list[str]) -> int:
    from importlib import import_module

    module, function = target.split(":")
    return int(getattr(import_module(module), function)(arguments) or 0)
