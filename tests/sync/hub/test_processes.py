"""Real processes: the hub is killed between acts, and an operator works beside the running server."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.hub.command import main
from sync.hub.db import case_rows
from sync.protocol.feed import CaseChanged, Page
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.media import MediaRef, Shot, Usage
from sync.protocol.mutations import ActBody, Mutation, Receipt
from sync.protocol.people import SignIn
from sync.protocol.problems import Problem
from sync.protocol.report import Kind, Report
from sync.protocol.sealing import seal
from tests.sync.hub.processes import Served, hub_json
from tests.sync.hub.town import (
    HERE,
    LITTER,
    MANUAL,
    SEED,
    VERIFY_PHOTOS,
    Town,
    check,
    fix,
    jpeg,
    photos,
    ref_of,
    verified,
)


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A data folder whose name nobody would choose to test with."""
    target = tmp_path / "数据 folder 100%"
    shutil.copytree(template, target)
    return target


def enter(url: str, login: str) -> HttpHub:
    device = f"device-of-{login}"
    token = HttpHub(Exchange(url, device, lambda: None)).sign_in(
        SignIn(login=login, password=f"{login}-demo", device_id=device)
    ).token
    return HttpHub(Exchange(url, device, lambda: token))


def a_report(login: str, seq: int) -> tuple[Mutation, list[tuple[bytes, MediaRef]]]:
    case_id, now = new_id(), datetime.now(UTC)
    files = [(data, ref_of(data, Usage.REPORT, shot)) for data, shot in ((jpeg(), Shot.FAR), (jpeg(), Shot.NEAR))]
    report = Report(id=case_id, kind=Kind.PROBLEM, subcategory=LITTER, created_at=now, position=HERE)
    return Mutation(
        id=new_id(), device=f"device-of-{login}", seq=seq, person=login, act=Act.SUBMIT, case_id=case_id, made_at=now,
        clock_offset_s=0.0, body=ActBody(report=report), media=tuple(ref for _, ref in files),
    ), files


def test_killed_at_any_moment_it_loses_nothing_that_it_acknowledged(folder: Path) -> None:
    """A device sends reports and photos without pause; the hub is killed in the middle of it, again and again."""
    chance = random.Random(20261123)
    receipts: dict[str, Receipt] = {}
    arrived: dict[str, bytes] = {}
    todo: list[tuple[Mutation, list[tuple[bytes, MediaRef]]]] = []  # as many as a quick machine asks for
    sent = 0
    for _ in range(3):
        served = Served(folder)
        killer = threading.Timer(chance.uniform(0.1, 0.6), served.kill)
        link = enter(served.url, "wangfang")
        before = sent
        try:
            while True:
                if sent == before + 2:  # some were acknowledged in each life, however slow the machine is
                    killer.start()
                while len(todo) <= sent:
                    todo.append(a_report("wangfang", len(todo)))
                mutation, files = todo[sent]
                receipts[mutation.id] = link.push([seal(mutation)]).receipts[0]
                for data, ref in files:
                    half = len(data) // 2
                    link.upload(ref.sha256, len(data), ref.mime, 0, data[:half])
                    if link.upload(ref.sha256, len(data), ref.mime, half, data[half:]).complete:
                        arrived[ref.sha256] = data
                sent += 1
        except Problem:
            pass
        killer.join()
        sent += 1  # the one that was under way stays half done
        link.close()
    assert len(receipts) >= 3 and len(arrived) >= 3
    check_after_kills(folder, receipts, arrived, todo)


def check_after_kills(
    folder: Path, receipts: dict[str, Receipt], arrived: dict[str, bytes], todo: list[tuple[Mutation, list[tuple[bytes, MediaRef]]]]
) -> None:
    with sqlite3.connect(folder / "hub.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    served = Served(folder)
    link = enter(served.url, "wangfang")
    for mutation, _ in todo:
        if mutation.id in receipts:
            again = link.push([seal(mutation)]).receipts[0]
            assert again.outcome in ("duplicate", "applied") and again.case_number == receipts[mutation.id].case_number
            assert again.outcome == "duplicate"
    for sha256, data in arrived.items():
        assert link.media_state(sha256, len(data)).complete
        assert b"".join(link.download(sha256)) == data
    page, seen = link.pull(None), set()
    while True:
        seen |= {change.case.number for change in page.changes if isinstance(change, CaseChanged)}
        if not page.more:
            break
        page = link.pull(page.cursor)
    numbers = {receipt.case_number for receipt in receipts.values()}
    assert numbers <= seen and len(numbers) == len(receipts)
    assert served.stop() == (0, "")
    assert hub_json(folder, "audit") == {"broken": []}


Run = Callable[..., tuple[int, str, str]]
HELD_S = 25.0


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The same commands in this process: exit code, output and complaints."""

    def run(*words: str, data: Path = folder) -> tuple[int, str, str]:
        try:
            code = main(["--data", str(data), *words])
        except SystemExit as left:
            code = int(left.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_commands_and_their_exit_codes(run: Run, folder: Path) -> None:
    assert run("load", str(SEED))[0] == 0
    people = json.loads(run("people", "--json")[1])
    assert {"login": "wangfang", "name": "王芳"}.items() <= next(p for p in people if p["id"] == "wangfang").items()
    assert "环境卫生服务中心" in run("people")[1]
    assert json.loads(run("tick")[1])["looked_at"] == 0
    assert run("case", "list")[1].strip() == "(nothing)"
    assert run("case", "show", "12345") == (1, "", "There is no such case.\n")
    assert run("restored")[0] == 0 and json.loads(run("audit")[1]) == {"broken": []}
    catalogue = folder.parent / "catalogue.json"
    catalogue.write_bytes(b"{}")
    assert run("catalogue", str(catalogue))[0] == 1
    for wrong in (("case", "refuse", "12345"), ("nonsense",), ("case",), ("case", "list", "--stage", "nowhere")):
        assert run(*wrong)[0] == 2
    code, told, _ = run("--help")
    assert code == 0 and "case" in told and "--ready-file" in told


def test_what_cannot_be_used_is_said_in_a_sentence(run: Run, folder: Path) -> None:
    broken = folder.parent / "broken.toml"
    broken.write_text("name = 'x'\n[jurisdiction\n", encoding="utf-8")
    assert run("load", str(broken)) == (1, "", "The seed cannot be used: line 2 is missing or wrong.\n")
    assert run("load", str(folder / "none.toml"))[0] == 1
    not_a_folder = folder.parent / "file"
    not_a_folder.write_text("x")
    code, _, complaint = run("people", data=not_a_folder)
    assert code == 1 and complaint.startswith("The data folder or the database cannot be used")


def test_the_centre_works_a_case_through_by_command(run: Run, folder: Path) -> None:
    """Everything that has no window yet, as the named people of the seed."""
    town = Town(folder)
    town.clock.now = datetime.now(UTC)
    town.configure(MANUAL)
    number = town.case(town["wangfang"].report()).number
    other = town.case(town["zhaomin"].report()).number

    def stage_after(*words: str) -> str:
        code, told, complaint = run("case", words[0], number, *words[1:], "--json")
        assert code == 0, complaint
        return str(json.loads(told)["case"]["stage"])

    assert stage_after("verify", "--to", "liqiang") == "verifying"
    town["liqiang"].do(Act.VERIFY, town_case(town, number), *photos(*VERIFY_PHOTOS), body=verified())
    assert stage_after("file", "--as", "machao") == "filed"
    code, _, complaint = run("case", "file", other)
    assert code == 1 and "--as LOGIN (one of: linyue, machao)" in complaint
    assert stage_after("dispatch") == "dispatched"
    town["liuyang"].do(Act.RECEIVE, town_case(town, number))
    town["liuyang"].do(Act.EXTEND, town_case(town, number), body=ActBody(text="雨"))
    assert "extend" in run("case", "list", "--department", "hw")[1]
    assert stage_after("decline", "--text", "不必") == "handling"
    assert run("case", "approve", number)[0] == 1
    town["liuyang"].do(Act.RETURN, town_case(town, number), body=ActBody(reason="wrong_place"))
    assert stage_after("approve") == "filed"
    assert stage_after("dispatch", "--department", "hw") == "dispatched"
    town["liuyang"].do(Act.RECEIVE, town_case(town, number))
    fix(town, town_case(town, number))
    assert stage_after("check") == "checking"
    check(town, town_case(town, number))
    assert stage_after("close") == "closed"
    assert run("case", "reopen", number)[0] == 1  # nobody asked
    shown = run("case", "show", number)[1]
    assert "王芳" in shown and "declined" in shown and "C01-01 暴露垃圾" in shown
    assert json.loads(run("case", "show", number, "--json")[1])["case"]["stage"] == "closed"
    assert run("case", "merge", other, "--into", number)[0] == 1  # it is closed
    assert run("case", "refuse", other, "--reason", "trivial", "--text", "已消除")[0] == 0
    assert [one["stage"] for one in json.loads(run("case", "list", "--json")[1])] == ["refused", "closed"]
    town.close()


def town_case(town: Town, number: str) -> str:
    with town.service.database.read() as connection:
        case = case_rows.find_case_by_number(connection, number)
    assert case is not None
    return case.id


def test_the_operator_works_beside_the_running_server(run: Run, folder: Path) -> None:
    served = Served(folder)
    link, desk = enter(served.url, "wangfang"), enter(served.url, "liuyang")
    mutation, files = a_report("wangfang", 1)
    case = link.push([seal(mutation)]).receipts[0].case_number
    assert case is not None
    listed = hub_json(folder, "case", "list", "--stage", "submitted", "--json")
    assert [one["number"] for one in listed] == [case]
    code, _, complaint = run("case", "file", case, "--as", "linyue")
    assert code == 1 and "far_photo" in complaint
    for data, ref in files:
        link.upload(ref.sha256, len(data), ref.mime, 0, data)
    page = desk.pull(None)
    while page.more:
        page = desk.pull(page.cursor)

    heard: list[tuple[float, Page]] = []

    def wait() -> None:
        while not heard or not heard[-1][1].changes:
            asked_at = time.monotonic()
            told = desk.pull(page.cursor, wait_s=HELD_S)
            heard.append((time.monotonic() - asked_at, told))

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.2)
    done = json.loads(run("case", "return", case, "--reason", "wrong_place", "--json")[1])
    waiting.join(60)
    held_s, told = heard[-1]
    assert told.changes and held_s < HELD_S  # another process wrote, and the waiting device heard of it
    assert (done["receipt"]["outcome"], done["case"]["stage"]) == ("applied", "filed")
    assert run("case", "dispatch", case, "--department", "sz") == (0, f"{case}  dispatched\n", "")
    shown = run("case", "show", case)[1]
    assert "市政设施养护中心" in shown and "wrong_place" in shown and "王芳" in shown
    link.close()
    desk.close()
    code, _, complaint = run("--port", str(served.port))
    assert code == 1 and "in use" in complaint
    assert served.stop() == (0, "")
