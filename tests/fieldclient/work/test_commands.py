"""sync, export and doctor, as scripts and support call them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldclient.capture.read import read_evidence
from fieldclient.resources import resource
from fieldclient.store import Store
from fieldclient.work import RealDesk, doctor_command, export_command, open_desk, sync_command
from fieldclient.work.command_line import ATTENTION, DONE, FAILED
from sync.protocol.feed import CaseChanged, Notice
from sync.protocol.lifecycle import Stage
from sync.protocol.mutations import Outcome
from sync.protocol.people import Session
from sync.protocol.position import Position, PositionSource
from sync.protocol.problems import Code, Problem
from sync.protocol.wire import WIRE
from tests.fieldclient.store.making import (
    LI,
    NOON,
    WANG,
    TestClock,
    case,
    drafted,
    filed,
    open_store,
    page,
    photo,
    receipt,
    ref_of,
    session,
    sha,
)
from tests.fieldclient.work.world import GRID, SEED

ROOT = Path(__file__).parents[3]
Said = pytest.CaptureFixture[str]


def run(command, *arguments: object) -> int:  # type: ignore[no-untyped-def]
    return command.main([str(each) for each in arguments])


@pytest.mark.parametrize("command", [sync_command, export_command, doctor_command])
def test_help_tells_the_exit_codes(command, capsys: Said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit) as ended:
        run(command, "--help")
    assert ended.value.code == 0
    assert "exit codes:" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        run(command, "--nonsense")
    assert ended.value.code == 2


# sync


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hub as a process of its own, over a socket."""
    folder = tmp_path_factory.mktemp("hub")
    (folder / "seed.toml").write_text(SEED, encoding="utf-8")
    code = "import sys; from sync.hub.command import main; sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "--data", str(folder / "data"), "--seed", str(folder / "seed.toml"), "--port", "0",
         "--ready-file", str(folder / "ready")], cwd=ROOT, stdout=subprocess.DEVNULL,
    )
    until = time.monotonic() + 100
    while not (folder / "ready").exists() and time.monotonic() < until and process.poll() is None:
        time.sleep(0.05)
    yield (folder / "ready").read_text().strip()
    process.terminate()
    process.wait(60)


def file_report(folder: Path) -> str:
    desk = open_desk(folder)
    draft = desk.new_draft()
    desk.add_photo_bytes(draft.id, photo(1))
    desk.add_photo_bytes(draft.id, photo(2))
    desk.save_field(draft.id, "subcategory", "C01-01")
    desk.place_by_hand(draft.id, *GRID)
    case_id = desk.submit(draft.id)
    desk.close()
    return case_id


def test_sync_signs_in_sends_and_fetches(hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setenv("FIELDCLIENT_PASSWORD", "wang-demo")
    assert run(sync_command, "--data", tmp_path, "--hub", hub, "--login", "wang", "--json") == DONE
    assert "FIELDCLIENT_PASSWORD" not in os.environ
    assert json.loads(capsys.readouterr().out)["pushed"] == 0
    case_id = file_report(tmp_path)
    monkeypatch.setenv("FIELDCLIENT_PASSWORD", "wang-demo")
    assert run(sync_command, "--data", tmp_path, "--login", "wang", "--json") == DONE  # the hub is known by now
    said = json.loads(capsys.readouterr().out)
    assert (said["applied"], said["waiting"], said["problem"]) == (1, 0, None)
    assert said["files_sent"] >= 4  # two photos and their previews; a slow machine may send a preview of a few kB again
    store = Store(tmp_path, read_only=True)
    record = store.cases.find(store.people.current_id(), case_id)
    assert record is not None and record.view is not None and record.view.stage is Stage.DISPATCHED
    store.close()
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"wang-demo" not in everything


def test_sync_goes_to_the_hub_of_who_works_here_now(hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a shared tablet somebody else may have signed in last, at another hub: it gets no token and no password of this person."""
    monkeypatch.setenv("FIELDCLIENT_PASSWORD", "wang-demo")
    assert run(sync_command, "--data", tmp_path, "--hub", hub, "--login", "wang") == DONE
    desk = open_desk(tmp_path)
    wang = desk.store.people.current_id()
    assert desk.setting(f"hub_url.{wang}") == hub, "and the window finds them there"
    desk.set_setting("hub_url", "http://127.0.0.1:9")
    desk.close()
    monkeypatch.setenv("FIELDCLIENT_PASSWORD", "wang-demo")
    assert run(sync_command, "--data", tmp_path, "--login", "wang") == DONE


@pytest.mark.parametrize(("arguments", "password", "code"), [
    (["--hub", "HUB", "--login", "wang"], "wrong", Code.SIGN_IN_WRONG),
    (["--hub", "HUB"], None, Code.SIGN_IN_NEEDED),
    (["--hub", "HUB", "--login", "wang"], None, Code.SIGN_IN_NEEDED),  # nobody is there to be asked
    ([], None, Code.NO_HUB_SET),
    (["--hub", "not an address"], None, Code.NO_HUB_SET),
    (["--hub", "http://hub.example.cn"], None, Code.TLS_FAILED),
    (["--hub", "http://127.0.0.1:9", "--login", "wang"], "wang-demo", Code.NO_NETWORK),
])
def test_sync_says_why_it_did_not_go_through(
    hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said, arguments: list[str], password: str | None, code: Code
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    if password is not None:
        monkeypatch.setenv("FIELDCLIENT_PASSWORD", password)
    given = [hub if each == "HUB" else each for each in arguments]
    assert run(sync_command, "--data", tmp_path, *given, "--json") == FAILED
    assert json.loads(capsys.readouterr().out)["problem"]["code"] == code.value
    if password is not None:
        monkeypatch.setenv("FIELDCLIENT_PASSWORD", password)
    assert run(sync_command, "--data", tmp_path, *given) == FAILED
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.strip()) > 10 and "{" not in said.err


def test_sync_waits_for_the_window_to_be_closed(tmp_path: Path, capsys: Said) -> None:
    desk = open_desk(tmp_path)
    assert run(sync_command, "--data", tmp_path, "--json") == FAILED
    assert json.loads(capsys.readouterr().out)["problem"]["code"] == "store_busy"
    desk.close()


def test_sync_watches_until_it_is_told_to_stop(hub: str, tmp_path: Path) -> None:
    environment = {**os.environ, "FIELDCLIENT_PASSWORD": "wang-demo", "FIELDCLIENT_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    code = "import sys; from fieldclient.work.sync_command import main; sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "--hub", hub, "--login", "wang", "--watch", "--json"], cwd=ROOT, env=environment,
        stdout=subprocess.PIPE, text=True,
    )
    assert process.stdout is not None
    with process, process.stdout:
        first = json.loads(process.stdout.readline())
        assert first["problem"] is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == DONE


# export


def filled(folder: Path) -> Store:
    """Two people's work on one tablet."""
    store = open_store(folder, person=LI)
    filed(store, photo(50), text="李的秘密")
    store.signed_in(session(WANG))
    first = filed(store, photo(1), photo(2), text="=HYPERLINK(\"http://x\")")
    drafted(store, photo(3), text="还没写完")
    view = case(Stage.CLOSED, 3, id=first.case_id, reporter=WANG.id, files=(ref_of(photo(4)),))
    store.queue().settle([receipt(first, version=2)], NOON)
    store.queue().apply_page(page(CaseChanged(case=view)), NOON)
    store.queue().store_download(sha(photo(4)), 0, [photo(4)])
    return store


def test_export_takes_everything_of_one_person_and_nothing_of_another(tmp_path: Path, capsys: Said) -> None:
    store = filled(tmp_path / "data")  # and the app is open
    out = tmp_path / "导出 1"
    assert run(export_command, "--data", tmp_path / "data", "--json", out) == DONE
    manifest = json.loads(capsys.readouterr().out)
    assert json.loads((out / "manifest.json").read_text("utf-8")) == manifest
    assert manifest["person"] == WANG.id and manifest["problems"] == [] and manifest["reports"] == 1
    there = {str(path.relative_to(out)): path for path in out.rglob("*") if path.is_file()}
    assert set(there) == {each["file"] for each in manifest["files"]} | {"manifest.json"}
    for each in manifest["files"]:
        data = there[each["file"]].read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (each["sha256"], each["size_bytes"])
    photos = {path.stem: path.read_bytes() for name, path in there.items() if name.startswith("media/")}
    assert photos == {sha(photo(n)): photo(n) for n in (1, 2, 3, 4)}

    copy = sqlite3.connect(out / "store.sqlite3")
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.execute("SELECT person FROM mutations").fetchall() == [(WANG.id,)]
    assert copy.execute("SELECT id FROM people").fetchall() == [(WANG.id,)]
    assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
    copy.close()
    assert sha(photo(50)) not in photos
    everything = b"".join(path.read_bytes() for path in there.values())
    for secret in ("李的秘密", LI.name, LI.id):
        assert secret.encode() not in everything

    raw = (out / "reports.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    row, = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    assert (row["number"], row["stage"], row["subcategory_zh"]) == ("3702142026112000001", "closed", "暴露垃圾")
    assert row["description"] == "'=HYPERLINK(\"http://x\")"  # text, never a formula
    assert all((out / name).exists() for name in row["photos"].split())
    features = json.loads((out / "reports.geojson").read_text("utf-8"))["features"]
    assert [(each["geometry"], each["properties"]["stage"]) for each in features] == [(None, "closed")]
    store.close()


def test_a_report_lies_where_it_was_on_the_map(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "data", clock=TestClock())
    desk.signed_in(session(WANG))
    draft = desk.new_draft()
    desk.save_field(draft.id, "kind", "suggestion")
    desk.save_field(draft.id, "description", "加一个座椅")
    desk.place_by_hand(draft.id, 36.07, 120.376)
    desk.submit(draft.id)
    desk.close()
    assert run(export_command, "--data", tmp_path / "data", tmp_path / "out") == DONE
    found = json.loads((tmp_path / "out" / "reports.geojson").read_text("utf-8"))
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [120.376, 36.07]}
    assert found["features"][0]["properties"]["position_source"] == "hand"


def test_copies_say_place_and_time_and_originals_stay(tmp_path: Path, capsys: Said) -> None:
    """Of a JPEG in the file, of another format beside it; stamped ones say it in the picture as well."""
    desk = open_desk(tmp_path / "data", clock=TestClock())
    desk.signed_in(session(WANG))
    draft = desk.new_draft()
    desk.save_field(draft.id, "subcategory", "C01-01")
    desk.place_by_hand(draft.id, 36.07, 120.376)
    originals = [resource("demo", "rubbish-far.jpg").read_bytes(), resource("demo", "bikes-near.heic").read_bytes(), photo(1)]
    for original in originals:
        desk.add_photo_bytes(draft.id, original)
    desk.submit(draft.id)
    refs = desk.store.outbox.mutation(desk.store.database.one("SELECT id FROM mutations")["id"]).media
    desk.close()
    folder = {}
    for option in ("--copies", "--stamp"):
        out = tmp_path / option
        assert run(export_command, "--data", tmp_path / "data", "--json", option, out) == DONE
        manifest = json.loads(capsys.readouterr().out)
        assert {sha(data) for data in originals} == {path.stem for path in (out / "media").rglob("*.*")}
        copies = [each for each in manifest["files"] if each["file"].startswith("photos/")]
        assert {each["of"] for each in copies} == {sha(data) for data in originals}
        assert all((out / each["file"]).stat().st_size == each["size_bytes"] for each in copies)
        folder[option] = sorted(out.glob("photos/*/*"))
        known = {ref.sha256: ref for ref in refs}
        for each in copies:
            if each["file"].endswith(".xmp"):
                continue
            ref, found = known[each["of"]], read_evidence(out / each["file"])
            place = ref.position or Position(latitude=36.07, longitude=120.376, source=PositionSource.HAND)
            assert found.position is not None
            assert (found.position.latitude, found.position.longitude) == pytest.approx((place.latitude, place.longitude), abs=1e-6)
            assert found.taken_at == ref.captured_at
            assert ("recipe" in each) is (option == "--stamp")
    assert [path.suffix for path in folder["--copies"]].count(".xmp") == 1
    assert {path.suffix for path in folder["--stamp"]} == {".jpg"}
    with pytest.raises(SystemExit):
        run(export_command, "--data", tmp_path / "data", "--copies", "--cases", tmp_path / "c.csv")


def test_everyone_and_anyone_can_be_named(tmp_path: Path) -> None:
    filled(tmp_path / "data").close()
    assert run(export_command, "--data", tmp_path / "data", "--everyone", tmp_path / "all") == DONE
    assert json.loads((tmp_path / "all" / "manifest.json").read_text("utf-8"))["reports"] == 2
    assert run(export_command, "--data", tmp_path / "data", "--person", LI.id, tmp_path / "li") == DONE
    assert b"\xe6\x9d\x8e\xe7\x9a\x84" in (tmp_path / "li" / "reports.csv").read_bytes()  # 李的


def test_export_tells_what_is_missing_and_copies_the_rest(tmp_path: Path, capsys: Said) -> None:
    store = filled(tmp_path / "data")
    gone = (store.media.get(sha(photo(1))) or pytest.fail()).path
    damaged = (store.media.get(sha(photo(2))) or pytest.fail()).path
    store.close()
    gone.unlink()
    damaged.chmod(0o600)
    damaged.write_bytes(photo(2)[:-5] + b"xxxxx")
    assert run(export_command, "--data", tmp_path / "data", "--json", tmp_path / "out") == ATTENTION
    manifest = json.loads(capsys.readouterr().out)
    assert sorted(each["code"] for each in manifest["problems"]) == ["file_missing", "media_hash_mismatch"]
    assert (tmp_path / "out" / "media" / damaged.parent.name / damaged.name).read_bytes() == damaged.read_bytes()


@pytest.mark.parametrize(("prepare", "code"), [
    (lambda out: (out.mkdir(), (out / "x").write_text("mine")), "folder_not_empty"),
    (lambda out: out.write_text("a file"), "folder_not_empty"),
    (lambda out: None, None),
    (lambda out: out.mkdir(), None),
])
def test_nothing_is_ever_overwritten(tmp_path: Path, capsys: Said, prepare, code: str | None) -> None:  # type: ignore[no-untyped-def]
    filled(tmp_path / "data").close()
    out = tmp_path / "out"
    prepare(out)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert run(export_command, "--data", tmp_path / "data", "--json", out) == (FAILED if code else DONE)
    if code:
        assert json.loads(capsys.readouterr().out)["problem"]["code"] == code
        assert sorted(path.name for path in tmp_path.iterdir()) == before
        assert [path.name for path in out.iterdir()] == ["x"] if out.is_dir() else out.read_text() == "a file"


def test_an_export_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    filled(tmp_path / "data").close()
    before = sorted(path.name for path in tmp_path.iterdir())

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fieldclient.work.exporting._write_json", full)
    assert run(export_command, "--data", tmp_path / "data", "--json", tmp_path / "out") == FAILED
    assert json.loads(capsys.readouterr().out)["problem"]["code"] == "disk_full"
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert run(export_command, "--data", tmp_path / "nothing", "--json", tmp_path / "out") == FAILED


def test_nobody_signed_in_has_to_say_whose(tmp_path: Path, capsys: Said) -> None:
    store = filled(tmp_path / "data")
    store.signed_out()
    store.close()
    assert run(export_command, "--data", tmp_path / "data", "--json", tmp_path / "out") == FAILED
    assert json.loads(capsys.readouterr().out)["problem"]["code"] == "sign_in_needed"


# doctor


SECRETS = (
    "秘密描述", "香港中路 8 号", "王网格", "李处置", "p-wang", "p-li", "36.0712", "120.3765", "secret-token", "环卫一队", "wang.login",
    "C01-01", "notice words", "370214001001001",
)


def secretive(folder: Path) -> Store:
    """A store full of what nobody else may read."""
    store = open_store(folder, person=LI)
    store.signed_in(Session(token="secret-token", person=WANG, expires_at=NOON, hub_time=NOON, hub_id="hub-1"))
    desk = RealDesk(store)
    draft = desk.new_draft()
    desk.save_field(draft.id, "description", "秘密描述")
    desk.save_field(draft.id, "place_text", "香港中路 8 号")
    desk.place_by_hand(draft.id, 36.0712, 120.3765)
    mutation = filed(store, photo(), text="秘密描述")
    no = Problem(Code.PART_MISSING, parts="秘密描述").to_wire()
    store.queue().settle([receipt(mutation, Outcome.REFUSED, problem=no)], NOON)
    second = filed(store, photo(2), text="秘密描述")
    store.queue().mark_travelling([second.id], NOON)
    store.queue().back_to_waiting([second.id], Problem(Code.TLS_FAILED, host="秘密描述"), None)
    store.queue().apply_page(page(
        CaseChanged(case=case(description="秘密描述", reporter=WANG.id, reporter_name="王网格")),
        Notice(id="n", code="report_refused", text="notice words", at=NOON),
    ), NOON)
    store.settings.put("hub_url", "https://wang.login:secret-token@hub.example.cn/path")
    store.settings.put("login", "wang.login")
    store.settings.put("report.last_place", "36.0712, 120.3765")
    (folder / "incoming" / "秘密描述.jpg").write_bytes(b"?")
    store.quarantine.note("files", "秘密描述.jpg", "file_not_media", NOON, "秘密描述")
    return store


@pytest.mark.parametrize("form", ["--json", "--lang=zh", "--thorough"])
def test_doctor_says_nothing_that_is_anybodys_business(tmp_path: Path, capsys: Said, form: str) -> None:
    store = secretive(tmp_path / "王网格")
    assert run(doctor_command, "--data", tmp_path / "王网格", form) == ATTENTION
    said = capsys.readouterr()
    everything = said.out + said.err
    assert "problems" in everything and "part_missing" in everything
    hashes = [sha(photo()), sha(photo(2))]
    ids = [row["id"] for row in store.database.read("SELECT id FROM mutations UNION SELECT id FROM drafts")]
    for secret in (*SECRETS, *hashes, *ids, str(tmp_path)):
        assert secret not in everything, secret
    store.close()


def test_doctor_counts_and_finds(tmp_path: Path, capsys: Said) -> None:
    store = secretive(tmp_path)
    assert run(doctor_command, "--data", tmp_path, "--json") == ATTENTION
    found = json.loads(capsys.readouterr().out)
    kept = found["store"]
    assert kept["file"]["sound"] and kept["file"]["in_use"]
    assert kept["counts"]["acts"] == {"refused": 1, "waiting": 1}
    assert kept["waiting"]["acts"] == 2 and kept["waiting"]["most_attempts"] == 1
    assert kept["problems"] == {"mutations/part_missing": 1, "mutations/tls_failed": 1}
    assert kept["quarantine"] == {"files/file_not_media": 1} and kept["media"]["unfinished"] == 1
    assert kept["link"] == {
        "hub_set": True, "scheme": "https", "host": "hub.example.cn", "last_cycle_age_s": None, "last_problem": None
    }
    assert {"refused", "quarantine"} <= set(found["findings"])
    assert found["versions"]["fieldclient"] and found["secrets"]["kept_by"] in ("memory", "keyring", "pin")
    store.close()
    assert run(doctor_command, "--data", tmp_path, "--json") == ATTENTION
    assert json.loads(capsys.readouterr().out)["store"]["file"]["in_use"] is False


def test_doctor_looks_at_a_healthy_and_at_an_empty_device(tmp_path: Path, capsys: Said) -> None:
    assert run(doctor_command, "--data", tmp_path / "new", "--json") == DONE
    assert json.loads(capsys.readouterr().out)["store"] == {"found": False}
    assert not (tmp_path / "new").exists()
    open_store(tmp_path / "data").close()
    before = sorted(path.name for path in (tmp_path / "data").iterdir() if not path.name.startswith("store.sqlite3-"))
    assert run(doctor_command, "--data", tmp_path / "data", "--json", "--thorough") == DONE
    assert json.loads(capsys.readouterr().out)["findings"] == []
    assert sorted(p.name for p in (tmp_path / "data").iterdir() if not p.name.startswith("store.sqlite3-")) == before


def test_doctor_survives_what_it_examines(tmp_path: Path, capsys: Said) -> None:
    open_store(tmp_path).close()
    (tmp_path / "store.sqlite3").write_bytes(b"no database" * 1000)
    assert run(doctor_command, "--data", tmp_path, "--json") == ATTENTION
    found = json.loads(capsys.readouterr().out)
    assert found["versions"] and "disk_failed" in found["findings"]
    assert (tmp_path / "store.sqlite3").read_bytes() == b"no database" * 1000


def test_doctor_finds_damaged_files_when_it_takes_its_time(tmp_path: Path, capsys: Said) -> None:
    store = open_store(tmp_path)
    filed(store, photo(1), photo(2))
    path = (store.media.get(sha(photo(1))) or pytest.fail()).path
    (store.media.get(sha(photo(2))) or pytest.fail()).path.unlink()
    store.close()
    path.chmod(0o600)
    path.write_bytes(b"damaged")
    assert run(doctor_command, "--data", tmp_path, "--json", "--thorough") == ATTENTION
    found = json.loads(capsys.readouterr().out)
    assert (found["store"]["media"]["missing"], found["store"]["media"]["damaged"]) == (1, 1)


def test_doctor_asks_the_hub_when_it_may(hub: str, tmp_path: Path, capsys: Said) -> None:
    store = open_store(tmp_path)
    store.settings.put("hub_url", hub)
    store.close()
    run(doctor_command, "--data", tmp_path, "--json", "--online")
    online = json.loads(capsys.readouterr().out)["store"]["link"]["online"]
    assert online["wire"] == WIRE and online["round_trip_s"] < 10
    store = open_store(tmp_path)
    store.settings.put("hub_url", "http://127.0.0.1:9")
    store.close()
    assert run(doctor_command, "--data", tmp_path, "--json", "--online") == ATTENTION
    assert json.loads(capsys.readouterr().out)["store"]["link"]["online"] == {"problem": "no_network"}

