"""What an operator does about devices and doubtful acts; and a hub of the first release that is opened by this one."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from sync.hub import accounts
from sync.hub.command import main
from sync.hub.db.database import FILE_NAME
from sync.hub.db.migrate import config
from sync.hub.service import LocalHub, utc_now
from sync.protocol.identity import token_hash
from sync.protocol.lifecycle import Act
from sync.protocol.problems import Code, Problem
from tests.sync.hub.town import MONDAY_9, Town

Said = pytest.CaptureFixture[str]


def run(town: Town, *words: str) -> int:
    try:
        return main(["--data", str(town.folder), *words])
    except SystemExit as left:
        return int(left.code or 0)


def test_devices_are_listed_and_signed_out(town: Town, capsys: Said) -> None:
    town.sign_in("wangfang", "tablet-1")
    town.sign_in("liqiang", "tablet-1")
    town.sign_in("wangfang", "phone")
    now = utc_now()  # the command has the real clock
    assert run(town, "device", "list", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert {(row["login"], row["device"]) for row in rows} == {
        ("wangfang", "tablet-1"), ("liqiang", "tablet-1"), ("wangfang", "phone")}
    assert run(town, "device", "list", "--of", "liqiang") == 0
    assert "tablet-1" in capsys.readouterr().out
    since = (now - timedelta(hours=3)).isoformat()
    assert run(town, "device", "end", "tablet-1", "--of", "wangfang", "--lost-since", since) == 0
    assert json.loads(capsys.readouterr().out) == {"signed_out": ["wangfang"]}
    assert run(town, "device", "end", "tablet-1") == 0
    assert json.loads(capsys.readouterr().out) == {"signed_out": ["liqiang", "wangfang"]}
    assert run(town, "device", "end", "nowhere") == 1
    assert run(town, "device", "end", "tablet-1", "--of", "nobody") == 1
    assert run(town, "device", "end", "tablet-1", "--lost-since", "yesterday") == 2
    assert town.sign_in("wangfang", "phone").hub.pull(None).snapshot


def test_doubtful_acts_are_listed_taken_and_dropped(manual: Town, capsys: Said) -> None:
    town = manual
    wang, li = town["wangfang"], town["liqiang"]
    case_id = wang.report()
    acts = [wang.mutation(Act.WITHDRAW, case_id), wang.mutation(Act.WITHDRAW, wang.report())]
    assert [each.problem.code for each in li.send(*acts) if each.problem] == ["quarantined", "quarantined"]
    assert run(town, "quarantine", "list", "--json") == 0
    kept = json.loads(capsys.readouterr().out)
    assert [(row["person"], row["act"], row["reason"], row["carrier"]) for row in kept] == [
        ("wangfang", "withdraw", "unsigned", "liqiang")] * 2
    assert run(town, "quarantine", "list") == 0 and "王芳" in capsys.readouterr().out
    first = next(row["id"] for row in kept if row["case_id"] == case_id)
    second = next(row["id"] for row in kept if row["case_id"] != case_id)
    before = town.case(case_id).stage
    assert run(town, "quarantine", "drop", second) == 0
    assert run(town, "quarantine", "take", first) == 0
    assert json.loads(capsys.readouterr().out)["mutation"] == acts[0].id
    assert town.case(case_id).stage is not before
    assert run(town, "quarantine", "list") == 0 and "(nothing)" in capsys.readouterr().out
    assert run(town, "quarantine", "list", "--all") == 0
    told = capsys.readouterr().out
    assert "taken" in told and "dropped" in told
    for wrong in ("", "x" * 8, kept[0]["id"][:4]):
        assert run(town, "quarantine", "take", wrong) == 1


def test_a_hub_of_the_first_release_opens_with_everybody_signed_in(tmp_path: Path) -> None:
    """Its tables stop at revision 0001, and its people hold tokens of the first wire."""
    folder = tmp_path / "hub"
    folder.mkdir()
    engine = create_engine(f"sqlite:///{folder / FILE_NAME}")
    at = round(MONDAY_9.timestamp() * 1e6)
    with engine.connect() as connection, connection.begin():
        command.upgrade(config(connection), "0001")
        person = '{"id":"wang","login":"wang","name":"Wang","roles":["collector"]}'
        connection.exec_driver_sql("INSERT INTO people VALUES ('wang', 'wang', 'x', 1, ?)", (person,))
        connection.exec_driver_sql(
            "INSERT INTO tokens VALUES (?, 'wang', 'tablet', 'old', ?, ?, ?, NULL)",
            (token_hash("old-token"), at, at, at + round(accounts.TOKEN_IDLE.total_seconds() * 1e6)))
    engine.dispose()
    town = Town(folder)
    hub = LocalHub(town.service, "old-token")
    assert [row.device for row in hub.devices().devices] == ["tablet"]
    town.clock.move(days=89)
    assert town.service.caller("old-token").person.name == "Wang"
    town.clock.move(days=91)
    with pytest.raises(Problem) as over:
        town.service.caller("old-token")
    assert over.value.code is Code.SIGN_IN_EXPIRED
    town.close()
