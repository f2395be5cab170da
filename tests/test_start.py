"""The starter on bare machines: real processes, real environments and a real pip, with one tiny wheel for the lock.

The copies of the project here hold the starter alone; its commands are probes that tell what they were started with.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fieldclient.start import environment as environment_module
from fieldclient.start import library_check, places, system_packages
from fieldclient.start.commands import COMMANDS, help_text
from fieldclient.start.environment import Environment, clean_variables
from fieldclient.start.pip_run import explain, variables_for_pip
from fieldclient.start.qt_libraries import groups_needed, has_screen
from fieldclient.start.say import StartProblem

pytestmark = pytest.mark.timeout(300)

ROOT = Path(__file__).resolve().parent.parent
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)
MAKING = "First start: making the environment"
PROBE = '''
import json, os, sys, time

def main(argv):
    import tiny_part
    if "--stay" in argv:
        print("staying", flush=True)
        sys.stdin.read()
    print(json.dumps({"prefix": sys.prefix, "argv": argv, "part": tiny_part.WHERE, "path": sys.path, "cwd": os.getcwd()}))
    return 7
'''


def make_wheel(folder: Path) -> tuple[Path, str]:
    """A wheel with one module; returns its file and its SHA-256."""
    files = {
        "tiny_part.py": 'WHERE = "wheel"\n',
        "tiny_part-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny-part\nVersion: 1.0\n",
        "tiny_part-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(text)}\n"
    files["tiny_part-1.0.dist-info/RECORD"] = record + "tiny_part-1.0.dist-info/RECORD,,\n"
    wheel = folder / "tiny_part-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel, hashlib.sha256(wheel.read_bytes()).hexdigest()


class Project:
    """A copy of the starter in a path with a space and Chinese characters, with one wheel in its lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "空 格" / "field client"
        self.wheels = folder / "wheels"
        self.home = folder / "empty home"
        for new in (self.folder / "fieldclient" / "capture", self.folder / "tests", self.wheels, self.home):
            new.mkdir(parents=True)
        shutil.copy(ROOT / "main.py", self.folder)
        shutil.copy(ROOT / "fieldclient" / "__init__.py", self.folder / "fieldclient")
        shutil.copytree(ROOT / "fieldclient" / "start", self.folder / "fieldclient" / "start", ignore=shutil.ignore_patterns("__pycache__"))
        (self.folder / "fieldclient" / "capture" / "__init__.py").touch()
        (self.folder / "fieldclient" / "capture" / "command.py").write_text(PROBE, "utf-8")
        self.environment = self.folder / ".venv"
        self.lock = self.folder / "requirements.lock"
        _, digest = make_wheel(self.wheels)
        self.lock.write_text(f"tiny-part==1.0 \\\n    --hash=sha256:{digest}\n", "utf-8")

    def variables(self, **more: str) -> dict[str, str]:
        """A nearly bare environment without a network: packages come from the wheels' folder."""
        bare = {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return {**bare, **more}

    def popen(self, *arguments: str, python: str = BASE_PYTHON, **variables: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [python, str(self.folder / "main.py"), *arguments],
            env=self.variables(**variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=self.home,
        )

    def run(self, *arguments: str, python: str = BASE_PYTHON, **variables: str) -> subprocess.CompletedProcess[str]:
        process = self.popen(*arguments, python=python, **variables)
        stdout, stderr = process.communicate(timeout=200)
        return subprocess.CompletedProcess(arguments, process.returncode, stdout, stderr)


@contextmanager
def waiting_wheels(folder: Path) -> Iterator[tuple[str, threading.Event]]:
    """An index over HTTP that gives nothing before it is told to."""
    may_come = threading.Event()

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - a name given by http.server
            may_come.wait(200)
            super().do_GET()

        def log_message(self, format: str, *args: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", may_come
        finally:
            may_come.set()
            server.shutdown()
            serving.join()


def heard(process: subprocess.Popen[str], words: str) -> str:
    """What it complained of until it said this."""
    told = ""
    assert process.stderr is not None
    while words not in told:
        line = process.stderr.readline()
        assert line, told
        told += line
    return told


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose environment is made; tests leave it ready."""
    project = Project(tmp_path_factory.mktemp("ready"))
    assert project.run("geotag").returncode == 7
    return project


def test_first_start_makes_the_environment_and_runs_the_command(project: Project, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "tiny_part.py").write_text('WHERE = "foreign"\n', "utf-8")
    noise = {"PYTHONPATH": str(foreign), "PYTHONSAFEPATH": "1", "PIP_TARGET": str(tmp_path / "elsewhere"), "PIP_USER": "1", "HOME": ""}
    done = project.run("geotag", "--json", "照 片.jpg", **noise)
    assert done.returncode == 7, done.stderr
    told = json.loads(done.stdout)
    assert told["part"] == "wheel" and told["argv"] == ["--json", "照 片.jpg"]
    assert os.path.samefile(told["prefix"], project.environment) and os.path.samefile(told["cwd"], project.home)
    assert str(foreign) not in told["path"] and not (tmp_path / "elsewhere").exists()
    assert MAKING in done.stderr and "正在创建运行环境" in done.stderr and "Traceback" not in done.stderr


def test_second_start_installs_nothing_and_is_quick(ready: Project, capsys: pytest.CaptureFixture[str]) -> None:
    started = time.perf_counter()
    done = ready.run("geotag", PIP_FIND_LINKS="", HOME="/nonexistent")
    took_s = time.perf_counter() - started
    assert (done.returncode, done.stderr) == (7, "")
    bare = time.perf_counter()
    subprocess.run([BASE_PYTHON, "-c", "pass"], check=True, env=ready.variables())
    with capsys.disabled():
        print(f" second start {took_s * 1000:.0f} ms, a bare interpreter {(time.perf_counter() - bare) * 1000:.0f} ms")


def test_without_a_home_variable_and_without_any_other(ready: Project) -> None:
    done = subprocess.run([BASE_PYTHON, str(ready.folder / "main.py"), "geotag"], env={}, capture_output=True, text=True)
    assert done.returncode == 7 and json.loads(done.stdout)["part"] == "wheel"


@pytest.mark.parametrize("damage", ["stamp cut short", "stamp gone", "lock changed", "interpreter gone", "project moved"])
def test_anything_but_a_complete_environment_is_not_ready(ready: Project, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "copied project"
    shutil.copytree(ready.folder, folder, symlinks=True)
    environment = Environment(str(folder), str(ready.environment if damage == "lock changed" else folder / ".venv"))
    stamp = Path(environment.stamp_file)
    if damage != "lock changed":
        assert not environment.is_ready()  # it is a copy in another place
    if damage not in ("project moved", "lock changed"):
        stamp.write_text(environment.digest() + "\ncpython-311\n")
        assert environment.is_ready()
    if damage == "stamp cut short":
        stamp.write_text(stamp.read_text()[:20])
    elif damage == "stamp gone":
        stamp.unlink()
    elif damage == "lock changed":
        assert environment.is_ready()
        Path(environment.lock_file).write_text("tiny-part==1.1\n")
    elif damage == "interpreter gone":
        Path(environment.python).unlink()
        Path(environment.python).symlink_to("/nonexistent/python3.11")
    assert not environment.is_ready()


def test_when_the_interpreter_below_moved_on_it_is_made_anew(ready: Project) -> None:
    stamp = ready.environment / "fieldclient.stamp"
    stamp.write_text(stamp.read_text().split()[0] + "\ncpython-27\n")
    leftover = ready.environment / "leftover"
    leftover.touch()
    done = ready.run("geotag")
    assert done.returncode == 7 and MAKING in done.stderr and not leftover.exists()
    assert ready.run("geotag").stderr == ""


def test_started_with_its_own_interpreter_it_is_made_anew_by_the_one_below(ready: Project) -> None:
    ready.lock.write_text(ready.lock.read_text() + "# one more line\n")
    done = ready.run("geotag", python=str(ready.environment / "bin" / "python"))
    assert done.returncode == 7 and MAKING in done.stderr


def test_two_first_starts_at_once_build_one_environment(project: Project) -> None:
    """The packages do not come before the second has seen the first at work."""
    with waiting_wheels(project.wheels) as (url, may_come):
        first = project.popen("geotag", PIP_FIND_LINKS=url)
        told = heard(first, MAKING)
        second = project.popen("geotag", PIP_FIND_LINKS=url)
        told += heard(second, "Another process is making the environment")
        may_come.set()
        ends = [process.communicate(timeout=200) for process in (first, second)]
    assert [first.returncode, second.returncode] == [7, 7], ends
    told += "".join(stderr for _, stderr in ends)
    assert told.count(MAKING) == told.count("Another process is making the environment") == 1


def test_no_network_is_one_sentence_and_the_next_start_succeeds(project: Project) -> None:
    offline = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    done = project.run("geotag", **offline)
    log = project.environment / "pip.log"
    assert done.returncode == 3 and done.stdout == ""
    sentence = done.stderr.splitlines()[-1]
    assert sentence == f"There is no working network and the environment is not made yet: connect and start again. (log: {log})"
    assert "Traceback" not in done.stderr and "tiny-part" in log.read_text("utf-8")
    assert project.run("geotag").returncode == 7


def test_a_component_that_is_not_the_locked_one_is_refused(project: Project) -> None:
    project.lock.write_text("tiny-part==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n", "utf-8")
    done = project.run("geotag")
    assert done.returncode == 3 and "was refused" in done.stderr and "Traceback" not in done.stderr


def test_a_running_program_keeps_its_libraries(ready: Project) -> None:
    running = ready.popen("geotag", "--stay")
    assert running.stdout is not None and running.stdout.readline() == "staying\n"
    before = ready.lock.read_text()
    ready.lock.write_text(before + "# renewed\n")
    refused = ready.run("geotag")
    assert refused.returncode == 3 and "still uses it" in refused.stderr
    ready.lock.write_text(before)
    assert ready.run("geotag").stderr == ""
    ready.lock.write_text(before + "# renewed\n")
    running.communicate(timeout=60)
    assert MAKING in ready.run("geotag").stderr


def test_a_chosen_folder_is_used_and_never_emptied_when_it_is_somebody_elses(project: Project, tmp_path: Path) -> None:
    taken = tmp_path / "photos"
    taken.mkdir()
    (taken / "holiday.jpg").write_bytes(b"kept")
    done = project.run("geotag", FIELDCLIENT_ENV=str(taken))
    assert done.returncode == 3 and "holds other files" in done.stderr
    assert (taken / "holiday.jpg").read_bytes() == b"kept"
    chosen = tmp_path / "chosen env"
    done = project.run("geotag", FIELDCLIENT_ENV=str(chosen))
    assert done.returncode == 7 and os.path.samefile(json.loads(done.stdout)["prefix"], chosen)
    assert not project.environment.exists()


def test_a_place_that_cannot_hold_it_is_one_sentence(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = project.run("geotag", FIELDCLIENT_ENV=str(tmp_path / "file" / "env"))
    assert done.returncode == 3 and "cannot be written" in done.stderr and "Traceback" not in done.stderr


def test_help_needs_no_environment_and_names_every_command(project: Project) -> None:
    done = project.run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == help_text() and not project.environment.exists()
    assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")] == list(COMMANDS)
    latin = project.run("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert latin.returncode == 0 and "serve the hub" in latin.stdout


def test_an_unknown_command_names_the_known_ones(project: Project) -> None:
    done = project.run("gallopp")
    assert done.returncode == 2 and 'There is no command "gallopp"' in done.stderr and "geotag" in done.stderr


def test_every_command_leads_to_a_function() -> None:
    for name, command in COMMANDS.items():
        module, function = command.target.split(":")
        source = (ROOT / Path(*module.split("."))).with_suffix(".py")
        names = {node.name for node in ast.parse(source.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
        assert function in names, f"{name}: {source} has no {function}"


def test_an_old_python_shows_one_sentence() -> None:
    source = (ROOT / "main.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 4))
    assert not re.search(r"\bf[\"']|:=|->|\bnonlocal\b|\bprint\b", source)
    program = f"import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path({str(ROOT / 'main.py')!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 2
    assert "needs Python 3.11 or newer and this is 3.9.2" in done.stderr and "需要 Python 3.11" in done.stderr


def test_the_starter_imports_nothing_but_the_standard_library() -> None:
    for path in [ROOT / "main.py", *(ROOT / "fieldclient" / "start").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.split(".")[0]
                assert top in sys.stdlib_module_names or name.startswith("fieldclient"), (path, name)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("WARNING: Retrying ... NameResolutionError\nERROR: No matching distribution found for alembic==1.20.1", "no working network"),
        ("Temporary failure in name resolution", "no working network"),
        ("ERROR: No matching distribution found for alembic==1.20.1", "no working network"),
        ("ReadTimeoutError: Read timed out.", "no working network"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] ...", "date and time"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "was refused"),
        ("Collecting alembic\n  Downloading alembic.whl\nERROR: No matching distribution found for shiboken6==6.12.0 (from -r x)", "shiboken6==6.12.0 was not found"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'x'", "not permitted"),
        ("something nobody has seen before", "see the log"),
    ],
)
def test_what_pip_says_becomes_one_sentence(said: str, sentence: str) -> None:
    chinese, english = explain(said)
    assert sentence in english and "\n" not in chinese + english and re.search("[\u4e00-\u9fff]", chinese)


def test_network_settings_reach_pip_and_others_do_not() -> None:
    given = {
        "PIP_INDEX_URL": "a", "PIP_PROXY": "b", "PIP_CONFIG_FILE": "c", "HTTPS_PROXY": "d", "PATH": "e",
        "PIP_TARGET": "x", "PIP_NO_BINARY": ":all:", "PIP_REQUIRE_HASHES": "0", "PYTHONPATH": "x", "VIRTUAL_ENV": "x",
    }  # fmt: skip
    kept = variables_for_pip(given)
    assert {k for k in kept if not k.startswith("PYTHON")} == {"PIP_INDEX_URL", "PIP_PROXY", "PIP_CONFIG_FILE", "HTTPS_PROXY", "PATH"}


def test_an_empty_home_is_taken_from_the_user_database(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {"HOME": "", "PYTHONHOME": "x"}
    clean_variables(variables)
    assert "HOME" not in variables and "PYTHONHOME" not in variables
    monkeypatch.setenv("HOME", "")
    monkeypatch.delenv("USERPROFILE", raising=False)
    assert os.path.isabs(places.home_folder())


def test_a_project_that_cannot_be_written_gets_its_environment_in_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    real_access = os.access
    monkeypatch.setattr(
        environment_module.os, "access", lambda path, mode: path != str(project.folder) and real_access(path, mode)
    )
    monkeypatch.delenv("FIELDCLIENT_ENV", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = Environment.of_project(str(project.folder))
    assert Path(first.folder).parent == tmp_path / "cache" / "fieldclient"
    other = Project(tmp_path / "other")
    monkeypatch.setattr(environment_module.os, "access", lambda path, mode: path != str(other.folder) and real_access(path, mode))
    assert Environment.of_project(str(other.folder)).folder != first.folder


@pytest.mark.parametrize(
    ("variables", "groups"),
    [
        ({}, ["always"]),
        ({"DISPLAY": ":0"}, ["always", "x11"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["always", "wayland"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ["always"]),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, ["always", "x11", "wayland"]),
        ({"QT_QPA_PLATFORM": "eglfs"}, ["always"]),
    ],
)
def test_which_libraries_a_screen_needs(variables: dict[str, str], groups: list[str]) -> None:
    assert groups_needed(variables) == groups
    assert has_screen(variables) == bool(variables) or sys.platform != "linux"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bring these libraries themselves")
def test_the_loader_is_really_asked_for_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    assert library_check.probe(["always"]) == ([], "")
    monkeypatch.setitem(library_check.GROUPS, "made up", {"libnobody-has-this.so.9": ("libnobody9",)})
    assert library_check.probe(["always", "made up"]) == (["libnobody-has-this.so.9"], "")
    monkeypatch.setattr(system_packages, "may_install", lambda: False)
    monkeypatch.setattr(system_packages, "has_apt", lambda: True)
    with pytest.raises(StartProblem) as caught:
        library_check.install_or_explain(["made up"])
    assert caught.value.exit_code == 4
    assert 'run "sudo apt-get update && sudo apt-get install -y --no-install-recommends libnobody9"' in caught.value.english


def test_without_a_known_package_manager_the_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "has_apt", lambda: False)
    monkeypatch.setattr(library_check.shutil, "which", lambda tool: None)
    assert "install libGL.so.1, libpulse.so.0 and" in library_check.problem(["libGL.so.1", "libpulse.so.0"], "").english
    monkeypatch.setattr(library_check.shutil, "which", lambda tool: tool == "dnf")
    assert "run \"sudo dnf install 'libGL.so.1()(64bit)'\"" in library_check.problem(["libGL.so.1"], "").english
