"""Every released version lives on: its databases open, its queue arrives, its devices and hubs talk to ours.

The old programs here are the real ones, run as processes of their own; `save.py` made what lies in the folders.
"""

from __future__ import annotations

import base64
import json
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from argon2 import PasswordHasher

from fieldclient.work import RealDesk, open_desk
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.hub.http.server import HubServer
from sync.hub.service import HubService, LocalHub
from sync.protocol import wire
from sync.protocol.feed import Page
from sync.protocol.lifecycle import Stage
from sync.protocol.mutations import PushReply
from sync.protocol.people import HubInfo, Session, SignIn
from tests.sync.small_district import COLLECTOR, HANDLER, write_seed
from tests.sync.test_two_processes import ROOT, Pair, Process, check, device_reports

HERE = Path(__file__).resolve().parent
VERSIONS = sorted(path.name for path in HERE.iterdir() if (path / "wire.json").exists())
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

pytestmark = pytest.mark.parametrize("version", VERSIONS)


def unpack(version: str, part: str, folder: Path) -> Path:
    with tarfile.open(HERE / version / f"{part}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder / part


def contents(version: str) -> dict[str, Any]:
    return json.loads((HERE / version / "contents.json").read_text("utf-8"))


def exchanges(version: str) -> list[dict[str, Any]]:
    return json.loads((HERE / version / "wire.json").read_text("utf-8"))


def saved_at(version: str) -> datetime:
    """A minute after the recording ended: tokens of then are good, nobody is late yet."""
    last = exchanges(version)[-1]["answer"]["headers"]["date"]
    return datetime.strptime(last, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC) + timedelta(minutes=1)


def body(message: dict[str, Any]) -> bytes:
    import gzip

    raw = base64.b64decode(message["body"])
    return gzip.decompress(raw) if message["headers"].get("content-encoding") == "gzip" else raw


def test_something_was_saved(version: str) -> None:
    assert {path.name for path in (HERE / version).iterdir()} == {
        "collector.tar.xz", "handler.tar.xz", "hub.tar.xz", "program.tar.xz", "contents.json", "wire.json"}


# Saved folders


def opened(folder: Path, at: datetime) -> RealDesk:
    return open_desk(folder, reserve_bytes=0, clock=lambda: at)


@pytest.mark.parametrize("who", ["collector", "handler"])
def test_a_devices_folder_opens_and_holds_what_it_held(version: str, who: str, tmp_path: Path) -> None:
    held = contents(version)[who]
    desk = opened(unpack(version, who, tmp_path), saved_at(version))
    try:
        rows = desk.store.database.read("SELECT id, case_id, act, state FROM mutations ORDER BY seq")
        assert [dict(row) for row in rows] == held["mutations"]
        assert [draft.id for draft in desk.drafts()] == held["drafts"]
        assert desk.device_id == held["device"] and desk.status().quarantined == 0
        for sha256 in held["media"]:
            with desk.store.media.open(sha256) as file:
                assert file.read(2) == b"\xff\xd8"
    finally:
        desk.close()


def test_both_ends_brought_up_to_date_with_a_full_queue_lose_nothing(version: str, tmp_path: Path) -> None:
    at, held = saved_at(version), contents(version)
    service = HubService(unpack(version, "hub", tmp_path), lambda: at, hasher=QUICK)
    try:
        for who, login in (("collector", COLLECTOR), ("handler", HANDLER)):
            desk = opened(unpack(version, who, tmp_path), at)
            hub = LocalHub(service, token=held[who]["token"])  # the token of then is still good
            for _ in range(3):
                report = run_cycle(hub, desk.queue, SystemClock())
                assert report.problem is None and not report.items, report
            assert report.moved_nothing
            status = desk.status()
            assert (status.waiting, status.travelling, status.attention) == (0, 0, 0)
            desk.close()
            LocalHub(service).sign_in(SignIn(login=login, password=f"{login}-demo", device_id="another"))
        with service.database.read() as connection:
            told = connection.exec_driver_sql("SELECT id, COUNT(*) FROM mutations GROUP BY id").all()
            stages = dict(connection.exec_driver_sql("SELECT id, stage FROM cases").all())
        assert {mutation: count for mutation, count in told} == {
            each["id"]: 1 for who in held.values() for each in who["mutations"]}
        reports = [each["case_id"] for each in held["collector"]["mutations"] if each["act"] == "submit"]
        assert stages.keys() == set(reports)
        answered = next(each["case_id"] for each in held["handler"]["mutations"] if each["act"] == "feedback")
        assert Stage(stages[answered]) not in (Stage.SUBMITTED, Stage.DISPATCHED), "the handler's answer is lost"
    finally:
        service.close()


# Old programs beside ours


@pytest.fixture
def program(version: str, tmp_path: Path) -> Path:
    with tarfile.open(HERE / version / "program.tar.xz") as archive:
        archive.extractall(tmp_path / "program", filter="data")
    return tmp_path / "program"


class Mixed(Pair):
    """One of the two is the old program."""

    def __init__(self, folder: Path, *, hub: Path = ROOT, device: Path = ROOT) -> None:
        super().__init__(folder)
        self._hub_home, self._device_home = hub, device

    def start_hub(self, *more: str) -> None:
        start = "import sys; from sync.hub.command import main; sys.exit(main(sys.argv[1:]))"
        self.hub = Process(self.folder / "hub.log", "-c", start, "--data", str(self.folder / "hub"), "--port", "0",
                           "--ready-file", str(self.ready), *more, cwd=self._hub_home)

    def start_device(self) -> None:
        self.device = Process(self.folder / "device.log", "-m", "tests.sync.field_device", str(self.folder / "device"),
                              str(self.ready), COLLECTOR, "5", cwd=self._device_home)


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[list[Mixed]]:
    made: list[Mixed] = []
    yield made
    for pair in made:
        pair.stop()


def run(pair: Mixed) -> None:
    pair.start_hub("--seed", str(write_seed(pair.folder)))
    pair.hub_ready()
    pair.start_device()
    pair.wait("QUIET")
    assert pair.device.end() == 0, pair.logs()
    pair.hear()
    pair.hub.terminate()


@pytest.mark.timeout(600)
def test_an_old_device_works_with_our_hub(version: str, program: Path, mixed: list[Mixed], tmp_path: Path) -> None:
    pair = Mixed(tmp_path, device=program)
    mixed.append(pair)
    run(pair)
    check(pair)


@pytest.mark.timeout(600)
def test_our_device_works_with_an_old_hub(version: str, program: Path, mixed: list[Mixed], tmp_path: Path) -> None:
    pair = Mixed(tmp_path, hub=program)
    mixed.append(pair)
    run(pair)
    again = json.loads(pair.device.said("QUIET")[0].removeprefix("QUIET "))
    assert again["moved_nothing"] and again["problem"] == "None", again
    assert len(device_reports(tmp_path / "device")) == 5
    check(pair)  # our hub opens the folder that the old one leaves


# The wire, as it was recorded


def test_recorded_answers_are_understood(version: str) -> None:
    kinds = {wire.PATH_HELLO: HubInfo, wire.PATH_SIGN_IN: Session, wire.PATH_PUSH: PushReply, wire.PATH_PULL: Page}
    seen = set()
    for each in exchanges(version):
        path = each["question"]["target"].partition("?")[0]
        if path in kinds and each["answer"]["status"] == 200:
            wire.decode(body(each["answer"]), kinds[path])
            seen.add(path)
    assert seen >= {wire.PATH_SIGN_IN, wire.PATH_PUSH, wire.PATH_PULL}


def test_recorded_questions_get_the_answers_that_the_old_device_knows(version: str, tmp_path: Path) -> None:
    """The recording is asked again, byte for byte; only tokens and cursors, which no device looks into, are today's."""
    at = saved_at(version)
    service = HubService(tmp_path / "hub", lambda: at, hasher=QUICK)
    service.load_seed(write_seed(tmp_path))
    today: dict[str, str] = {}
    with HubServer(service, tick_s=3600) as server, requests.Session() as session:
        for each in exchanges(version):
            compare(each, ask(session, server.url, each["question"], today), today)
    service.close()


def ask(session: requests.Session, url: str, question: dict[str, Any], today: dict[str, str]) -> requests.Response:
    def now(text: str) -> str:
        for old, new in today.items():
            text = text.replace(old, new)
        return text

    headers = {name: now(value) for name, value in question["headers"].items() if name not in ("host", "content-length")}
    return session.request(
        question["method"], url + now(question["target"]), headers=headers, data=base64.b64decode(question["body"]))


def compare(recorded: dict[str, Any], answer: requests.Response, today: dict[str, str]) -> None:
    question, told = recorded["question"], recorded["answer"]
    where = f"{question['method']} {question['target']}"
    assert answer.status_code == told["status"], where
    for name in ("x-fieldclient-wire", "x-fieldclient-hub", "date", "upload-offset", "upload-length", "upload-complete", "etag"):
        assert (name in told["headers"]) <= (name in answer.headers), f"{where}: {name}"
    if told["headers"].get("content-type", "").startswith("application/json"):
        then, now = json.loads(body(told)), answer.json()
        same_shape(then, now, where)
        for name in ("token", "cursor"):
            if name in then:
                today[then[name]] = now[name]
    elif question["method"] == "GET":
        assert answer.content == body(told), where


def same_shape(then: Any, now: Any, where: str) -> None:
    """Everything the old device reads is there, of the same kind; what is new is allowed."""
    if isinstance(then, dict):
        assert isinstance(now, dict), where
        for name, value in then.items():
            assert name in now, f"{where}: {name} is gone"
            same_shape(value, now[name], f"{where}: {name}")
    elif isinstance(then, list):
        assert isinstance(now, list) and len(now) >= len(then), where
        for before, after in zip(then, now, strict=False):
            same_shape(before, after, where)
    else:
        assert type(then) is type(now), f"{where}: {then!r} became {now!r}"
        if isinstance(then, str) and re.fullmatch(r"[a-z_]+", then):
            assert then == now, f"{where}: the code {then} became {now}"
