"""The demo to play with: a hub and two windows, signed in, with a district and photos ready."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from fieldclient.demo.photos import OWN
from fieldclient.demo.processes import PLACE, ROOT, HubProcess, StoryBroken, end

SEED = OWN / "district.toml"
PEOPLE = (("wangfang", "王芳 · 网格员 grid worker"), ("liuyang", "刘洋 · 处置人员 handler"))


def play(options: argparse.Namespace) -> int:
    """Runs until both windows are closed. Gives the exit code."""
    if options.data is not None:
        options.data.mkdir(parents=True, exist_ok=True)
        return _run(options, options.data.absolute())
    with tempfile.TemporaryDirectory(prefix="fieldclient-demo-") as folder:
        return _run(options, Path(folder))


def _run(options: argparse.Namespace, folder: Path) -> int:
    hub = HubProcess(folder / "hub", SEED, folder / "hub.log")
    try:
        hub.start()
    except StoryBroken as why:
        print(why, file=sys.stderr)
        return 1
    _tell(hub, folder)
    windows = [_window(login, title, hub, folder, options) for login, title in PEOPLE]
    try:
        return max(window.wait() for window in windows)
    except KeyboardInterrupt:
        return 0
    finally:
        for window in windows:
            if window.poll() is None:
                end(window)
        hub.stop()


def _window(login: str, title: str, hub: HubProcess, folder: Path, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "main.py"), "client", "--data", str(folder / login), "--hub", hub.url,
               "--login", login, "--title", title, "--lang", options.lang, "--size", "1100x760"]
    given = {"FIELDCLIENT_PASSWORD": f"{login}-demo", "FIELDCLIENT_PHOTOS": str((options.photos or OWN).absolute())}
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **PLACE, **given})


def _tell(hub: HubProcess, folder: Path) -> None:
    operator = f"python3 main.py hub case list --data {folder / 'hub'}"
    print(f"""演示已就绪:两个窗口,一个网格员,一个处置人员。“我的”里有“无信号”开关。关闭两个窗口即结束。
The demo is ready: two windows, a grid worker's and a handler's. "Me" has a "no signal" switch. Close both windows to end it.
  hub       {hub.url}
  photos    {OWN}
  operator  {operator}
  others    liqiang, zhaomin (grid workers), chenchen (volunteer); each password is the name and "-demo" """.rstrip(), flush=True)
