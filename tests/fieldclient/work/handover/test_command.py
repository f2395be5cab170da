"""The command and the operator's command: one round by stick, as two people and a hub would do it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fieldclient.store.keys import pack as pack_secret
from fieldclient.store.pin_vault import Kdf
from fieldclient.store.secrets import TokenSafe, account_name
from fieldclient.work import open_desk
from fieldclient.work.handover import command
from fieldclient.work.handover.copies import COPIES_VARIABLE, Copies, copies_folder
from sync.hub import command as hub_command
from tests.fieldclient.work.handover.stage import Device, Stage
from tests.fieldclient.work.handover.test_handover import arrived_once

PIN = "314159"


def put_away(stage: Stage, device: Device) -> Path:
    """Close it as an app is closed: the sign-in stays under a PIN."""
    safe = TokenSafe(device.folder, find_keyring=lambda: None, kdf=Kdf(time_cost=1, memory_kib=8, lanes=1))
    safe.open()
    safe.set_pin(PIN)
    session = device.session
    account = account_name(device.desk.device_id, session.hub_id, session.person.id)
    safe.keep(account, pack_secret(session.refresh, device.key))
    device.desk.set_setting("hub_url", stage.server.url)
    device.close()
    stage.devices.remove(device)
    return device.folder


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path, *words: object) -> tuple[int, list]:
    monkeypatch.setenv(command.PIN_VARIABLE, PIN)
    code = command.main(["--data", str(folder), "--json", *map(str, words)])
    out = capsys.readouterr().out
    return code, [json.loads(line) for line in out.splitlines()]


def test_one_round_by_stick(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    cases = [maker.report(10), maker.report(40)]
    wang, chen = put_away(stage, maker), put_away(stage, carrier)
    stick = tmp_path / "stick"
    stick.mkdir()
    code, told = run(monkeypatch, capsys, wang, "pack", stick)
    assert code == 0 and told[0]["acts"] == 2 and told[0]["files"] == 4
    code, told = run(monkeypatch, capsys, chen, "take", stick)
    assert code == 0 and told[0]["acts"] == 2
    code, told = run(monkeypatch, capsys, chen, "deliver")
    assert code == 0 and told[-1] == {"left": 0}
    arrived_once(stage, cases)
    code, told = run(monkeypatch, capsys, chen, "slips", stick)
    assert code == 0 and Path(told[0]["slip"]).exists()
    code, told = run(monkeypatch, capsys, wang, "settle", stick)
    assert code == 0 and told == [{"bundle": told[0]["bundle"], "acts": 2, "files": 4}]
    desk = open_desk(wang, reserve_bytes=0)
    assert desk.status().waiting == 0
    desk.close()
    code, told = run(monkeypatch, capsys, wang, "pack", stick)
    assert (code, told) == (0, [{"acts": 0}])


def test_a_sign_in_that_went_with_another_program_is_said_and_a_password_helps(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing on this machine keeps it: no keyring, and no PIN."""
    maker = stage.device("wang")
    cases = [maker.report(10)]
    maker.desk.set_setting("hub_url", stage.server.url)
    maker.close()
    stage.devices.remove(maker)
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.delenv(command.PASSWORD_VARIABLE, raising=False)
    assert command.main(["--data", str(maker.folder), "pack", str(stick)]) == 1
    said = capsys.readouterr().err
    assert "no keyring" in said and "--login" in said and "taking photos" not in said and not list(stick.iterdir())
    assert command.main(["--data", str(maker.folder), "--json", "pack", str(stick), "--login", "wang"]) == 1, "nobody to ask"
    capsys.readouterr()
    monkeypatch.setenv(command.PASSWORD_VARIABLE, "wang-demo")
    assert command.main(["--data", str(maker.folder), "--json", "pack", str(stick), "--login", "wang"]) == 0
    assert json.loads(capsys.readouterr().out)["acts"] == 1
    carrier = put_away(stage, stage.device("chen"))
    assert run(monkeypatch, capsys, carrier, "take", stick)[0] == 0
    assert run(monkeypatch, capsys, carrier, "deliver")[0] == 0
    arrived_once(stage, cases)


def test_what_cannot_be_used_is_named_and_does_not_stop_the_rest(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    maker.report(10)
    handed = maker.pack(tmp_path / "stick")
    (tmp_path / "stick" / "zz.fieldbundle").write_bytes(b"nothing")
    chen = put_away(stage, carrier)
    assert command.main(["--data", str(chen), "take", str(tmp_path / "stick")]) == 3
    assert "zz.fieldbundle: This is not a handed-over file" in capsys.readouterr().err
    assert command.main(["--data", str(chen), "take", str(tmp_path / "stick" / "zz.fieldbundle")]) == 1
    capsys.readouterr()
    with pytest.raises(SystemExit):
        command.main(["--data", str(chen), "take"])
    assert handed.path.exists()


def test_the_operator_takes_a_stick_in(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    maker = stage.device("wang")
    cases = [maker.report(10)]
    handed = maker.pack(tmp_path / "stick")
    wang = put_away(stage, maker)
    code = hub_command.main(["take", str(handed.path), str(tmp_path / "none.fieldbundle"), "--data", str(stage.folder / "hub")])
    said = capsys.readouterr()
    assert code == 1 and json.loads(said.out)["acts"] == 1 and "none.fieldbundle" in said.err
    arrived_once(stage, cases)
    code, told = run(monkeypatch, capsys, wang, "settle", tmp_path / "stick" / f"{handed.bundle}.fieldslip")
    assert code == 0 and told[0]["acts"] == 1


def test_copies_are_listed_and_sent_on_their_way(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(COPIES_VARIABLE, str(tmp_path / "copies"))
    maker, other = stage.device("wang"), stage.device("chen")
    cases = [maker.report(10)]
    assert Copies(maker.desk.store, copies_folder(maker.folder)).keep_up(maker.key) == 1
    chen = put_away(stage, other)
    code, told = run(monkeypatch, capsys, chen, "copies")
    assert code == 3 and len(told) == 1
    assert run(monkeypatch, capsys, chen, "copies", "--restore")[0] == 0
    assert run(monkeypatch, capsys, chen, "deliver")[0] == 0
    arrived_once(stage, cases)
