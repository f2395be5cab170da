"""Real desks and a real hub over a real socket: what is signed at capture, by whom, and what becomes of it on a shared tablet."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from argon2 import PasswordHasher

from fieldclient.store import Store
from fieldclient.store.keys import DeviceKey, pack, unpack
from fieldclient.store.migrations import SET, STEPS
from fieldclient.store.pin_vault import Kdf
from fieldclient.store.secrets import TokenSafe, account_name
from fieldclient.work import RealDesk, open_desk, sync_command
from fieldclient.work.signing_in import Pass, open_pass, sign_in
from sync.engine.cycle import run_cycle
from sync.engine.device import Delivery
from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.engine.trip import CycleReport, Policy
from sync.hub.http.server import HubServer
from sync.hub.service import HubService
from sync.hub.signatures import verify
from sync.protocol import identity
from sync.protocol.people import SignIn
from sync.protocol.problems import Code
from tests.fieldclient.store.making import TestClock, photo
from tests.fieldclient.work.world import GRID, SEED
from tests.sync.tablet import TabletClock

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PRAISE = "谢谢你们"


class Road:
    def __init__(self, folder: Path) -> None:
        self.clock = TestClock()
        self.service = HubService(folder / "hub", self.clock, hasher=QUICK)
        self.server = HubServer(self.service, tick_s=3600)
        self.slept = False

    def hub_rows(self, sql: str) -> list[tuple[object, ...]]:
        with self.service.database.read() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql).all()]


@pytest.fixture(scope="module")
def hub_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's folder with the seed loaded, to be copied."""
    folder = tmp_path_factory.mktemp("signing")
    (folder / "seed.toml").write_text(SEED, encoding="utf-8")
    service = HubService(folder / "hub", TestClock(), hasher=QUICK)
    service.load_seed(folder / "seed.toml")
    service.close()
    return folder / "hub"


@pytest.fixture
def road(hub_folder: Path, tmp_path: Path) -> Iterator[Road]:
    shutil.copytree(hub_folder, tmp_path / "hub")
    made = Road(tmp_path)
    with made.server:
        yield made
    made.service.close()


class Tablet:
    """One data folder; people sign in on it one after the other."""

    def __init__(self, road: Road, folder: Path) -> None:
        self.road = road
        self.desk: RealDesk = open_desk(folder, clock=road.clock, reserve_bytes=0)
        self.clock = TabletClock(road.clock)
        self.held: Pass | None = None

    def sign_in(self, login: str, *, locked: bool = False) -> None:
        """`locked`: the key cannot be reached yet, as before the PIN was given."""
        hub = self.link(lambda: None)
        signed_in = sign_in(hub, login, f"{login}-demo", self.desk.device_id)
        hub.close()
        self.desk.signed_in(signed_in.session)
        self.held = open_pass(signed_in.secret, signed_in.session.hub_id, clock=self.clock, access=signed_in.access)
        self.desk.sign_with(signed_in.session.person.id, None if locked else self.held.sign)

    def link(self, held: object) -> HttpHub:
        return HttpHub(Exchange(self.road.server.url, self.desk.device_id, held, clock=self.clock))  # type: ignore[arg-type]

    def sync(self) -> CycleReport:
        assert self.held is not None
        hub = self.link(self.held.credentials)
        try:
            return run_cycle(hub, self.desk.queue, self.clock, Policy(impatient=True))
        finally:
            hub.close()

    def file_report(self) -> str:
        draft = self.desk.new_draft()
        self.desk.save_field(draft.id, "subcategory", "C01-01")
        self.desk.place_by_hand(draft.id, *GRID)
        for number in (1, 2):
            self.desk.add_photo_bytes(draft.id, photo(number))
        return self.desk.submit(draft.id)

    def rows(self) -> list[tuple[str, str, bool]]:
        """Person, state and whether it is signed, in the order of making."""
        found = self.desk.store.database.read("SELECT person, state, signature FROM mutations ORDER BY seq")
        return [(row["person"], row["state"], bool(row["signature"])) for row in found]


@pytest.fixture
def tablet(road: Road, tmp_path: Path) -> Iterator[Tablet]:
    made = Tablet(road, tmp_path / "tablet")
    yield made
    made.desk.close()


def test_what_is_made_is_signed_over_the_bytes_that_travel(tablet: Tablet, road: Road) -> None:
    tablet.sign_in("wang")
    tablet.desk.praise(None, PRAISE)
    entry = tablet.desk.queue.entries()[0]
    sealed = tablet.desk.queue.sealed([entry.mutation])[0]
    signed = identity.split_signature(sealed.signature)
    assert signed is not None
    public = road.hub_rows(f"SELECT public FROM device_keys WHERE id = '{signed[0]}'")[0][0]
    assert verify(str(public), identity.act_statement(sealed.raw), signed[1])
    assert tablet.sync().applied == 1
    assert road.hub_rows("SELECT content, signature, carried_by FROM mutations") == [
        (sealed.raw.decode(), sealed.signature, None)]


def test_capture_never_waits_for_a_key(tablet: Tablet) -> None:
    """Made while the PIN was not given: unsigned for ever, and taken on the word of its author's own session."""
    tablet.sign_in("wang", locked=True)
    tablet.desk.praise(None, PRAISE)
    assert tablet.held is not None
    tablet.desk.sign_with("wang", tablet.held.sign)
    tablet.desk.praise(None, PRAISE)
    assert tablet.rows() == [("wang", "waiting", False), ("wang", "waiting", True)]
    assert tablet.sync().applied == 2


def test_nobody_signs_for_another(tablet: Tablet) -> None:
    tablet.sign_in("wang")
    assert tablet.held is not None
    tablet.desk.signed_out()
    tablet.sign_in("chen", locked=True)
    tablet.desk.sign_with("wang", tablet.held.sign)
    tablet.desk.praise(None, PRAISE)
    assert tablet.rows() == [("chen", "waiting", False)]


def test_a_shared_tablet_hands_on_what_the_one_before_signed(tablet: Tablet, road: Road) -> None:
    tablet.sign_in("wang")
    tablet.desk.praise(None, PRAISE)
    tablet.desk.sign_with("wang", None)
    tablet.desk.praise(None, PRAISE)  # unsigned: nobody can carry it
    tablet.desk.signed_out()
    tablet.sign_in("chen")
    tablet.desk.praise(None, PRAISE)
    report = tablet.sync()
    assert (report.applied, report.problem) == (2, None)
    assert road.hub_rows("SELECT person, carried_by FROM mutations ORDER BY person") == [("chen", None), ("wang", "chen")]
    assert [state for _, state, _ in tablet.rows()] == ["arrived", "waiting", "arrived"]
    assert tablet.desk.status().waiting == 0, "chen's list is chen's"
    tablet.sign_in("wang")
    assert tablet.sync().applied == 1
    assert [state for _, state, _ in tablet.rows()] == ["arrived"] * 3


@pytest.mark.parametrize("record_first", [False, True], ids=["nothing had gone yet", "the record had gone"])
def test_the_photos_of_the_one_before_go_along(tablet: Tablet, road: Road, record_first: bool) -> None:
    tablet.sign_in("wang")
    case_id = tablet.file_report()
    if record_first:
        hub = tablet.link(tablet.held.credentials if tablet.held else None)
        run_cycle(hub, tablet.desk.queue, tablet.clock, Policy(send_files=False))
        hub.close()
        assert road.hub_rows("SELECT DISTINCT bound FROM case_media") == [(0,)]
    tablet.desk.signed_out()
    tablet.sign_in("chen")
    for _ in range(2):
        assert tablet.sync().problem is None
    names = ", ".join(f"'{row['sha256']}'" for row in tablet.desk.store.database.read("SELECT sha256 FROM mutation_media"))
    bound = road.hub_rows(f"SELECT DISTINCT case_id, person, bound FROM case_media WHERE sha256 IN ({names})")
    assert bound == [(case_id, "wang", 1)]  # their previews wait for the one who made them: nobody needs them any more
    assert road.hub_rows("SELECT DISTINCT person, complete FROM uploads") == [("wang", 1)]
    assert {row["state"] for row in tablet.desk.store.database.read("SELECT state FROM uploads")} == {"arrived"}
    report = tablet.sync()
    assert (report.files_sent, report.pushed) == (0, 0)


def test_nobodys_photo_is_brought_for_a_stranger(tablet: Tablet, road: Road, tmp_path: Path) -> None:
    """Only acts of this very tablet, and acts that the person carried, say whose a file may be."""
    tablet.sign_in("wang")
    tablet.file_report()
    hub = tablet.link(tablet.held.credentials if tablet.held else None)
    run_cycle(hub, tablet.desk.queue, tablet.clock, Policy(send_files=False))
    hub.close()
    other = Tablet(road, tmp_path / "other")
    other.sign_in("chen")
    stranger = other.link(other.held.credentials if other.held else None)
    media = tablet.desk.queue.media_entries()[-1]
    with tablet.desk.queue.open_media(media.sha256) as file:
        data = file.read()
    assert stranger.upload(media.sha256, media.size_bytes, media.mime, 0, data).complete
    assert road.hub_rows("SELECT person FROM uploads WHERE complete = 1") == [("chen",)]
    assert road.hub_rows("SELECT DISTINCT bound FROM case_media") == [(0,)]
    stranger.close()
    other.desk.close()


def test_a_doubt_about_what_was_carried_is_left_to_its_author(tablet: Tablet, road: Road) -> None:
    """The hub was put back from a copy and knows the key no more: in the author's own hands the act counts."""
    tablet.sign_in("wang")
    tablet.desk.praise(None, PRAISE)
    with road.service.database.write() as connection:
        for table in ("access_tokens", "sessions", "device_keys"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    tablet.sign_in("chen")
    for _ in range(2):
        assert tablet.sync().problem is None
    assert road.hub_rows("SELECT reason FROM quarantine") == [("key_unknown",)]
    assert tablet.rows() == [("wang", "waiting", True)]
    tablet.sign_in("wang")
    assert tablet.sync().applied == 1 and tablet.rows() == [("wang", "arrived", True)]


def test_a_quarter_of_a_year_without_a_network_loses_nothing(tablet: Tablet, road: Road) -> None:
    tablet.sign_in("wang")
    for _ in range(31):
        road.clock.go(days=3)
        tablet.desk.praise(None, PRAISE)
    expired = tablet.sync()
    assert expired.problem is not None and expired.problem.code is Code.SIGN_IN_EXPIRED
    assert {state for _, state, _ in tablet.rows()} == {Delivery.WAITING.value}
    tablet.desk.praise(None, PRAISE)
    tablet.sign_in("wang")
    report = tablet.sync()
    assert (report.applied, report.problem) == (32, None)
    assert {state for _, state, _ in tablet.rows()} == {Delivery.ARRIVED.value}


@pytest.mark.parametrize("asleep", [True, False], ids=["its monotonic clock slept too", "its wall clock was set wrong"])
def test_a_token_that_ended_stops_no_stream(tablet: Tablet, road: Road, asleep: bool) -> None:
    """The tablet slept for twenty minutes in the middle of its work, or somebody set its clock: the stream is opened again."""
    tablet.sign_in("wang")
    assert tablet.held is not None
    hub = tablet.link(tablet.held.credentials)
    ran = TabletClock(road.clock)
    tablet.clock.monotonic = lambda: ran.monotonic() - (1200.0 if road.slept and asleep else 0.0)  # type: ignore[method-assign]
    assert run_cycle(hub, tablet.desk.queue, tablet.clock, Policy(impatient=True)).problem is None
    road.clock.go(minutes=20)
    road.slept = True
    tablet.clock.wrong_s = 0.0 if asleep else 5 * 3600.0
    tablet.desk.praise(None, PRAISE)
    report = run_cycle(hub, tablet.desk.queue, tablet.clock, Policy(impatient=True, greet=False))
    hub.close()
    assert (report.problem, report.applied) == (None, 1)
    assert hub.streams.speaks, "and the stream is not given up for it"


def test_changed_bytes_are_told_and_kept_on_both_sides(tablet: Tablet, road: Road) -> None:
    tablet.sign_in("wang")
    tablet.desk.praise(None, PRAISE)
    with tablet.desk.store.database.change():
        tablet.desk.store.database.write(
            "UPDATE mutations SET payload = CAST(replace(CAST(payload AS TEXT), ?, ?) AS BLOB)", (PRAISE, "别的话"))
    assert tablet.sync().refused == 1
    row = tablet.desk.outbox()[0]
    assert row.problem is not None and (row.problem.code, row.problem.facts) == ("quarantined", {"reason": "wrong"})
    assert tablet.rows() == [("wang", "refused", True)]
    assert road.hub_rows("SELECT reason, person FROM quarantine") == [("wrong", "wang")]


def test_the_command_line_hears_that_it_was_signed_out_and_keeps_what_waits(
    road: Road, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    safe = TokenSafe(folder, find_keyring=lambda: None, kdf=Kdf(time_cost=1, memory_kib=8, lanes=1))
    safe.open()
    safe.set_pin("314159")

    def sync(*more: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO())
        monkeypatch.setenv("FIELDCLIENT_PIN", "314159")
        monkeypatch.setenv("FIELDCLIENT_PASSWORD", "wang-demo")
        code = sync_command.main(["--data", str(folder), *more])
        return code, capsys.readouterr().err

    assert sync("--hub", road.server.url, "--login", "wang")[0] == 0
    assert sync()[0] == 0, "the PIN opens token and key"
    desk = open_desk(folder, reserve_bytes=0)
    desk.praise(None, PRAISE)
    device = desk.device_id
    desk.close()
    road.service.end_device("wang", device)
    code, told = sync()
    assert code == 1 and "signed out from elsewhere" in told
    code, told = sync()
    assert code == 1 and "Sign in to send" in told
    again = open_desk(folder, reserve_bytes=0)
    assert again.store.people.current() is None
    assert [row["state"] for row in again.store.database.read("SELECT state FROM mutations")] == ["waiting"]
    again.close()
    assert sync("--login", "wang")[0] == 0


def test_an_updated_device_gets_its_key_by_itself(
    road: Road, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its safe holds a token of the first wire; nobody types a password for it."""
    folder = tmp_path / "data"
    desk = open_desk(folder, reserve_bytes=0)
    session = road.service.sign_in(SignIn(login="wang", password="wang-demo", device_id=desk.device_id))
    desk.signed_in(session)
    desk.set_setting("hub_url", road.server.url)
    name = account_name(desk.device_id, session.hub_id, session.person.id)
    desk.close()
    safe = TokenSafe(folder, find_keyring=lambda: None, kdf=Kdf(time_cost=1, memory_kib=8, lanes=1))
    safe.open()
    safe.set_pin("314159")
    safe.keep(name, session.token)
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.StringIO())
        monkeypatch.setenv("FIELDCLIENT_PIN", "314159")
        assert sync_command.main(["--data", str(folder)]) == 0, capsys.readouterr().err
    again = TokenSafe(folder, find_keyring=lambda: None)
    again.open()
    again.unlock("314159")
    assert unpack(again.token(name) or "") is not None
    assert len(road.hub_rows("SELECT id FROM device_keys")) == 1


def test_a_store_of_the_first_release_opens_and_its_acts_go_unsigned(tablet: Tablet, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    database = sqlite_utils.Database(folder / "store.sqlite3")
    from sqlite_utils.migrations import Migrations

    steps = Migrations(SET)
    for step in STEPS[:5]:
        steps(name=step.__name__)(step)
    steps.apply(database)
    made = tablet.desk
    tablet.sign_in("wang")
    made.praise(None, PRAISE)
    row = made.store.database.one("SELECT * FROM mutations", ())
    assert row is not None
    names = [name for name in row.keys() if name in {column.name for column in database["mutations"].columns}]  # noqa: SIM118
    database["mutations"].insert({name: row[name] for name in names})
    database.close()
    with_store = Store(folder, reserve_bytes=0)
    sealed = with_store.outbox.sealed([row["id"]])
    with_store.close()
    assert [(each.raw, each.signature) for each in sealed] == [(bytes(row["payload"]), "")]


def test_what_the_safe_keeps_is_read_back_and_a_plain_token_is_none_of_it() -> None:
    key = DeviceKey()
    kept = unpack(pack("refresh", key))
    assert kept is not None and (kept[0], kept[1].id) == ("refresh", key.id)
    for other in ("", "a-token-of-the-first-wire", "{}", '{"refresh":"x","key":"short"}', "[1]"):
        assert unpack(other) is None
    assert key.private_text() not in repr(key)
