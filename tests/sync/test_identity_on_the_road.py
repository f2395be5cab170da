"""Keys, proofs, signatures and lost devices, with the real hub over a real socket and clocks that a test moves."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests

from fieldclient.work.signing_in import enrol
from sync.engine.credentials import Bearer
from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.hub import devices_command
from sync.hub.devices import MOST_KEYS
from sync.hub.http.server import HubServer
from sync.hub.service import HubService
from sync.protocol import identity, wire
from sync.protocol.media import Shot, Usage
from sync.protocol.mutations import ActBody, Outcome
from sync.protocol.people import SignIn
from sync.protocol.problems import Code, Next, Problem
from sync.protocol.report import Kind
from sync.protocol.sealing import Sealed
from tests.sync.hub.town import QUICK, HandClock, photos
from tests.sync.small_district import COLLECTOR, HANDLER, write_seed
from tests.sync.tablet import Tablet, Worker

A, B = COLLECTOR, HANDLER


class Road:
    """A hub with a hand clock, served, and tablets on the road."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        self.clock = HandClock()
        self.service = HubService(self.folder, self.clock, hasher=QUICK)
        self.seed = write_seed(folder)
        self.server = HubServer(self.service, tick_s=3600)
        self.tablets: list[Tablet] = []

    def tablet(self, device: str = "tablet-1", wrong_s: float = 0.0) -> Tablet:
        self.tablets.append(Tablet(self.server.url, self.clock, device, wrong_s))
        return self.tablets[-1]

    def rows(self, sql: str) -> list[Any]:
        with self.service.database.read() as connection:
            return list(connection.exec_driver_sql(sql).all())

    def close(self) -> None:
        for tablet in self.tablets:
            tablet.close()
        self.server.stop()
        self.service.close()


@pytest.fixture(scope="module")
def hub_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub's folder with the seed loaded, to be copied: making the tables takes most of a short test's time."""
    folder = tmp_path_factory.mktemp("road")
    service = HubService(folder / "data", HandClock(), hasher=QUICK)
    service.load_seed(write_seed(folder))
    service.close()
    return folder / "data"


@pytest.fixture
def road(hub_folder: Path, tmp_path: Path) -> Iterator[Road]:
    shutil.copytree(hub_folder, tmp_path / "data")
    made = Road(tmp_path)
    with made.server:
        yield made
    made.close()


def told(worker: Worker, *batch: Sealed) -> list[tuple[str, str | None]]:
    return [(each.outcome.value, (each.problem.facts.get("reason") if each.problem else None)) for each in worker.push(*batch)]


def refused(code: Code, ask: Any, *args: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        ask(*args)
    assert caught.value.code is code
    return caught.value


# Signing in, and short tokens


def test_a_sign_in_with_a_key_gives_a_short_token_and_one_to_renew_it(road: Road) -> None:
    worker = road.tablet().sign_in(A)
    session = worker.signed_in.session
    assert session.refresh and session.lifetime_s == 15 * 60
    assert (session.expires_at - road.clock()).days == 90
    assert worker.hub.pull(None).snapshot and worker.wire.sendings == ["GET /v1/changes"]
    assert {"keys", "signed"} <= set(worker.hub.hello().features)


def test_renewing_costs_no_round_trip(road: Road) -> None:
    worker = road.tablet().sign_in(A)
    for _ in range(5):
        road.clock.move(minutes=20)
        worker.hub.pull(None)
    assert len(worker.wire.sendings) == 5
    worker.hub.pull(None)
    assert len(road.rows("SELECT hash FROM proofs")) <= 5, "a token that lives is used"


def test_hello_brings_the_token_that_the_next_questions_need(road: Road) -> None:
    worker = road.tablet().sign_in(A)
    road.clock.move(hours=1)
    worker.hub.hello()
    before = len(road.rows("SELECT hash FROM access_tokens"))
    worker.hub.pull(None)
    assert len(worker.wire.sendings) == 2 and len(road.rows("SELECT hash FROM access_tokens")) == before


@pytest.mark.parametrize("wrong_s", [7 * 3600.0, -26 * 3600.0, 40 * 365 * 86400.0])
def test_a_wrong_clock_costs_one_question_and_locks_nobody_out(road: Road, wrong_s: float) -> None:
    worker = road.tablet(wrong_s=wrong_s).sign_in(A)
    road.clock.move(days=2)
    worker.open()  # started again: nothing is known of the clock
    assert worker.hub.pull(None).snapshot
    assert len(worker.wire.sendings) == 2
    road.clock.move(minutes=20)
    worker.hub.pull(None)
    assert len(worker.wire.sendings) == 3
    assert told(worker, worker.report()) == [("applied", None)]


def test_a_clock_that_is_known_to_be_wrong_costs_nothing(road: Road) -> None:
    worker = road.tablet(wrong_s=7 * 3600).sign_in(A)
    road.clock.move(days=2)
    worker.open(offset_s=-7 * 3600)
    worker.hub.pull(None)
    assert len(worker.wire.sendings) == 1


def test_a_token_that_ended_unnoticed_costs_one_question(road: Road) -> None:
    """The tablet slept, and its monotonic clock with it."""
    worker = road.tablet().sign_in(A)
    began = worker.tablet.clock.monotonic()
    worker.tablet.clock.monotonic = lambda: began  # type: ignore[method-assign]
    road.clock.move(minutes=20)
    assert worker.hub.pull(None).snapshot and len(worker.wire.sendings) == 2


def test_a_lost_answer_with_the_new_token_locks_nobody_out(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = road.tablet().sign_in(A)
    for _ in range(12):  # more often than tokens may live side by side
        road.clock.move(minutes=16)
        worker.open()
        with monkeypatch.context() as lost:
            lost.setattr(worker.held.credentials, "heard", lambda headers: None)
            worker.hub.pull(None)
        assert worker.hub.pull(None).snapshot
    assert len(road.rows("SELECT hash FROM access_tokens")) <= 8


def test_a_lost_answer_to_the_sign_in_harms_nothing(road: Road) -> None:
    tablet = road.tablet()
    tablet.sign_in(A)  # whose answer nobody ever saw
    worker = tablet.sign_in(A)
    assert told(worker, worker.report()) == [("applied", None)]
    assert [row.device for row in worker.hub.devices().devices] == ["tablet-1"]


def test_a_kept_connection_that_broke_makes_another_proof(road: Road) -> None:
    """The first sending may have reached the hub: its proof is used up then."""
    worker = road.tablet().sign_in(A)
    road.clock.move(minutes=20)
    shown = [worker.held.credentials.authorization("GET", "/v1/changes") for _ in range(2)]
    assert shown[0] != shown[1]


# Abuse


def ask(road: Road, authorization: str, device: str = "tablet-1", path: str = wire.PATH_PULL) -> requests.Response:
    headers = {"Authorization": authorization, wire.HEADER_DEVICE: device, wire.HEADER_WIRE: "1"}
    return requests.get(road.server.url + path, headers=headers, timeout=60)


def problem_of(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def a_proof(worker: Worker, method: str = "GET", path: str = wire.PATH_PULL) -> str:
    worker.open()
    return worker.held.credentials.authorization(method, path)


def test_a_proof_serves_once_and_for_what_it_was_made(road: Road) -> None:
    worker = road.tablet().sign_in(A)
    proof = a_proof(worker)
    assert ask(road, proof).status_code == 200
    again = ask(road, proof)
    assert problem_of(again) == (401, "proof_stale") and again.json()["facts"]["reason"] == "used"
    assert identity.HEADER_ACCESS not in again.headers
    for other in (a_proof(worker, "POST"), a_proof(worker, path=wire.PATH_CATALOGUE)):
        assert ask(road, other).json()["facts"]["reason"] == "request"
    assert problem_of(ask(road, a_proof(worker), device="tablet-2")) == (403, "forbidden")
    old = a_proof(worker)
    road.clock.move(minutes=3)
    assert ask(road, old).json()["facts"]["reason"] == "time"


def test_a_refresh_token_without_its_key_is_worth_nothing(road: Road) -> None:
    worker, thief = road.tablet().sign_in(A), road.tablet("tablet-2").sign_in(B)
    for token in (worker.refresh, worker.refresh + "."):
        assert ask(road, f"Bearer {token}").status_code == 401
    mine = identity.split_authorization(a_proof(worker).partition(" ")[2])
    assert mine is not None
    forged = identity.join_authorization(
        worker.refresh, mine.statement, thief.key.sign(identity.proof_statement(mine.statement))
    )
    theirs = msgspec.json.encode(msgspec.structs.replace(mine.proof, key=thief.key.id))
    swapped = identity.join_authorization(worker.refresh, theirs, thief.key.sign(identity.proof_statement(theirs)))
    for proof in (forged, swapped, "Proof x.y.z", "Proof " + "x" * 4000):
        assert ask(road, proof).status_code == 401 and identity.HEADER_ACCESS not in ask(road, proof).headers
    for _ in range(40):  # and it uses up nobody's tries
        ask(road, forged)
    assert worker.hub.pull(None).snapshot


def test_proofs_are_braked(road: Road) -> None:
    worker = road.tablet().sign_in(A)
    answers = [ask(road, a_proof(worker)) for _ in range(31)]
    assert {each.status_code for each in answers[:-1]} == {200}
    assert problem_of(answers[-1]) == (503, "hub_busy") and float(answers[-1].headers["Retry-After"]) > 0
    road.clock.move(seconds=61)
    assert ask(road, a_proof(worker)).status_code == 200


def test_who_enrols_a_key_must_hold_it_and_it_must_be_nobody_elses(road: Road) -> None:
    worker = road.tablet().sign_in(A)
    hub = HttpHub(Exchange(road.server.url, "tablet-2", lambda: None))
    told = SignIn(login=B, password=f"{B}-demo", device_id="tablet-2", key=worker.key.public)
    stolen = msgspec.structs.replace(told, key_proof=worker.key.prove_enrolment(B, "tablet-2"))
    for wrong in (told, msgspec.structs.replace(told, key_proof=worker.key.prove_enrolment(A, "tablet-1")),
                  msgspec.structs.replace(told, key="x" * 43), msgspec.structs.replace(told, key="x" * 5000), stolen):
        assert refused(Code.BODY_INVALID, hub.sign_in, wrong).facts["field"] == "key"
    hub.close()


def test_keys_are_bounded_and_nobody_is_locked_out_for_it(road: Road) -> None:
    """Without keyring and PIN a person signs in at every start of the app."""
    first = road.tablet().sign_in(A)
    report = first.report()
    with road.service.database.write() as connection:
        for number in range(MOST_KEYS):
            connection.exec_driver_sql(
                "INSERT INTO device_keys (id, person, device, public, enrolled_at, ended_at) VALUES (?, ?, ?, 'x', ?, ?)",
                (f"k{number}", A, "tablet-1", number, 1 if number == 7 else None))
    road.clock.move(minutes=1)
    worker = road.tablet().sign_in(A)
    kept = {row[0] for row in road.rows("SELECT id FROM device_keys WHERE device = 'tablet-1'")}
    assert len(kept) == MOST_KEYS + 1 and "k7" in kept and "k0" not in kept, "one that was ended stays for ever"
    assert {first.key.id, worker.key.id} <= kept
    assert told(worker, report, worker.report()) == [("applied", None)] * 2


def test_no_token_and_no_key_is_in_the_data_folder_or_in_the_log(road: Road, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    worker = road.tablet().sign_in(A)
    access = worker.signed_in.session.token
    road.clock.move(minutes=20)
    worker.push(worker.report())
    secrets = [worker.refresh, access, worker.key.private_text()]
    for path in road.folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        assert not any(secret.encode() in raw for secret in secrets), path
    assert not any(secret in caplog.text for secret in secrets)
    assert not any(secret in repr((worker.held, worker.held.credentials, worker.key, worker.signed_in)) for secret in secrets)


# How long it lasts


def test_it_lasts_while_it_is_used_and_not_for_ever(road: Road) -> None:
    worker = road.tablet().sign_in(A)
    for _ in range(4):
        road.clock.move(days=89)
        worker.hub.pull(None)
    road.clock.move(days=8)  # 364 days
    worker.hub.pull(None)
    road.clock.move(days=2)
    refused(Code.SIGN_IN_EXPIRED, worker.hub.pull, None)


def test_ninety_days_without_a_network_lose_nothing(road: Road) -> None:
    tablet = road.tablet(wrong_s=3 * 3600)
    worker = tablet.sign_in(A)
    queue = []
    for _ in range(92):
        road.clock.move(days=1)
        queue.append(worker.report())  # nobody asks whether a sign-in has expired
    refused(Code.SIGN_IN_EXPIRED, worker.hub.push, queue)
    assert road.rows("SELECT id FROM mutations") == []
    again = tablet.sign_in(A)
    assert told(again, *queue) == [("applied", None)] * len(queue)
    assert told(again, *queue) == [("duplicate", None)] * len(queue)


def test_a_new_password_and_a_person_who_left_end_it(road: Road) -> None:
    worker = road.tablet().sign_in(A)
    seed = road.seed.read_text("utf-8")
    road.seed.write_text(seed.replace('password = "wang-demo"', 'password = "another-one"'), encoding="utf-8")
    road.service.load_seed(road.seed)
    refused(Code.SIGN_IN_EXPIRED, worker.hub.pull, None)


def test_signing_out_ends_the_session_and_not_what_was_signed(road: Road) -> None:
    tablet = road.tablet()
    worker, left = tablet.sign_in(A), None
    left = worker.report()
    road.clock.move(minutes=20)
    worker.hub.sign_out()
    worker.hub.sign_out()
    refused(Code.SIGN_IN_EXPIRED, worker.hub.pull, None)
    assert told(tablet.sign_in(B), left) == [("applied", None)]


# Whose act it is


def test_an_act_outlives_the_sign_in_it_was_made_under(road: Road) -> None:
    """A shared tablet: what one person signed travels in the next one's session, and counts as its author's."""
    tablet = road.tablet()
    first = tablet.sign_in(A)
    report = first.report()
    second = tablet.sign_in(B)
    receipt = second.push(report)[0]
    assert receipt.outcome is Outcome.APPLIED
    row = road.rows("SELECT person, device, carried_by, content, signature FROM mutations")
    assert [tuple(each) for each in row] == [(A, "tablet-1", B, report.raw.decode(), report.signature)]
    assert first.push(report)[0].outcome is Outcome.DUPLICATE
    assert road.tablet("tablet-9").sign_in(B).push(first.report())[0].outcome is Outcome.APPLIED, "whoever carries it"


def test_the_next_person_on_a_tablet_brings_the_photos_of_the_one_before(road: Road) -> None:
    """The act went in its author's own session and the photo stayed behind: by this very device it is still its author's. By
    another device it is only the bringer's, because knowing a hash is not having made it."""
    (photo, ref), = photos((Usage.REPORT, Shot.NEAR))
    tablet = road.tablet()
    first = tablet.sign_in(A)
    assert told(first, first.report(media=(ref,))) == [("applied", None)]

    def brought_by(worker: Worker) -> set[str]:
        assert worker.hub.upload(ref.sha256, len(photo), ref.mime, 0, photo).complete
        return {row[0] for row in road.rows(f"SELECT person FROM uploads WHERE sha256 = '{ref.sha256}'")}

    assert brought_by(road.tablet("tablet-2").sign_in(B)) == {B}
    assert brought_by(tablet.sign_in(B)) == {A, B}


def table(road: Road) -> list[tuple[str, Worker, Sealed, tuple[str, str | None]]]:
    """docs/identity.md: what vouches for an act, in whose hands."""
    mine, theirs = road.tablet().sign_in(A), road.tablet("tablet-2").sign_in(B)
    good, quarantined = ("applied", None), "refused"
    first, second, third = mine.report(), mine.report(), mine.report()
    changed = Sealed(first.raw.replace("谢谢".encode(), "不谢".encode()), first.signature)
    alien = Sealed(second.raw, theirs.key.sign_act(second.raw))
    unknown = Sealed(third.raw, type(mine.key)().sign_act(third.raw))
    whole = mine.report()
    stranger = mine.report(person="nobody")
    return [
        ("own session, signed", mine, mine.report(), good),
        ("own session, unsigned: a device of the first wire, or a key that was locked", mine, mine.report(signed=False), good),
        ("own session, a key that the hub forgot", mine, unknown, good),
        ("another's session, signed", theirs, whole, good),
        ("another's session, unsigned", theirs, mine.report(signed=False), (quarantined, "unsigned")),
        ("another's session, a key that the hub never saw", theirs, _with_new_key(mine), (quarantined, "key_unknown")),
        ("own session, bytes that were changed", mine, changed, (quarantined, "wrong")),
        ("another's session, bytes that were changed", theirs, changed, (quarantined, "wrong")),
        ("signed by somebody else", mine, alien, (quarantined, "wrong")),
        ("signed by its carrier", theirs, alien, (quarantined, "wrong")),
        ("no signature at all", mine, Sealed(mine.report().raw, "x.y"), (quarantined, "wrong")),
        ("own key under another name", mine, stranger, (quarantined, "wrong")),
        ("nobody here, unsigned", mine, mine.report(signed=False, person="nobody"), (quarantined, "unsigned")),
    ]


def _with_new_key(worker: Worker) -> Sealed:
    report = worker.report()
    return Sealed(report.raw, type(worker.key)().sign_act(report.raw))


def test_who_vouches_for_what(road: Road) -> None:
    for name, hands, sealed, expected in table(road):
        assert told(hands, sealed) == [expected], name


def test_a_doubtful_act_stops_none_of_its_neighbours(road: Road) -> None:
    mine, theirs = road.tablet().sign_in(A), road.tablet("tablet-2").sign_in(B)
    batch = [mine.report(), theirs.report(signed=False), mine.report()]
    assert [outcome for outcome, _ in told(mine, *batch)] == ["applied", "refused", "applied"]


def test_who_left_is_not_spoken_for(road: Road) -> None:
    tablet = road.tablet()
    report = tablet.sign_in(A).report()
    seed = road.seed.read_text("utf-8")
    start = seed.index('[[people]]\nlogin = "wang"')
    road.seed.write_text(seed[:start] + seed[seed.index("[[people]]", start + 1):], encoding="utf-8")
    road.service.load_seed(road.seed)
    assert told(road.tablet().sign_in(B), report) == [("refused", "person_unknown")]


def test_what_waits_for_the_centre_is_kept_once_and_taken_by_an_operator(road: Road) -> None:
    mine, theirs = road.tablet().sign_in(A), road.tablet("tablet-2").sign_in(B)
    report = mine.report(signed=False)
    for _ in range(3):
        receipt = theirs.push(report)[0]
        assert receipt.problem is not None and receipt.problem.next is Next.STOP
    kept = road.rows("SELECT content, signature, reason, carrier, carrier_device, person FROM quarantine")
    assert [tuple(each) for each in kept] == [(report.raw.decode(), "", "unsigned", B, "tablet-2", A)]
    assert road.rows("SELECT id FROM mutations") == []
    found = road.rows("SELECT content_hash FROM quarantine")[0][0]
    assert devices_command.take(road.service, found[:16]).outcome is Outcome.APPLIED
    assert road.rows("SELECT person, carried_by FROM mutations")[0] == (A, B)
    assert mine.push(report)[0].outcome is Outcome.DUPLICATE
    assert theirs.push(report)[0].outcome is Outcome.DUPLICATE
    assert road.rows("SELECT decision FROM quarantine") == [("taken",)]


def test_a_doubtful_copy_stands_in_nobodys_way(road: Road) -> None:
    mine, theirs = road.tablet().sign_in(A), road.tablet("tablet-2").sign_in(B)
    report = mine.report()
    forged = Sealed(report.raw.replace("谢谢".encode(), "不谢".encode()), report.signature)
    assert told(theirs, forged) == [("refused", "wrong")]
    assert told(mine, report) == [("applied", None)]


def test_one_carrier_cannot_fill_the_hub(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.hub.quarantine.MOST_UNDECIDED", 3)
    mine, theirs = road.tablet().sign_in(A), road.tablet("tablet-2").sign_in(B)
    receipts = theirs.push(*[mine.report(signed=False) for _ in range(5)])
    codes = [each.problem.code for each in receipts if each.problem is not None]
    assert codes == ["quarantined"] * 3 + ["quota_full"] * 2


def test_bytes_are_checked_as_they_came_and_not_as_this_version_would_write_them(road: Road) -> None:
    """A newer app knows fields that this hub does not, and writes them in another order."""
    worker = road.tablet().sign_in(A)
    told_by_newer = b'{"field_of_tomorrow":1,' + worker.report().raw[1:]
    sealed = Sealed(told_by_newer, worker.key.sign_act(told_by_newer))
    assert told(worker, sealed) == [("applied", None)]
    assert road.rows("SELECT content FROM mutations")[0][0] == told_by_newer.decode()


# Signed out from afar


def test_a_lost_device_hears_it_and_what_was_made_before_still_counts(road: Road) -> None:
    lost, other = road.tablet("lost").sign_in(A), road.tablet("phone").sign_in(A)
    before = lost.report()
    since = road.clock.move(minutes=30)
    after = lost.report()
    road.clock.move(hours=2)
    devices = other.hub.end_device("lost", since).devices
    assert [(row.device, row.this, row.ended_at, row.lost_since) for row in devices] == [
        ("phone", True, None, None), ("lost", False, road.clock(), since)]
    ended = refused(Code.SIGN_IN_ENDED, lost.hub.pull, None)
    assert ended.facts == {"at": road.clock().isoformat(), "lost": True}
    lost.open()
    refused(Code.SIGN_IN_ENDED, lost.hub.pull, None)  # by its proof as well
    again = road.tablet("lost").sign_in(A)
    assert told(again, before, after) == [("applied", None), ("refused", "key_ended")]
    assert told(again, again.report()) == [("applied", None)], "the key of the new sign-in is good"


def test_a_wrong_clock_does_not_decide_what_was_made_after_the_loss(road: Road) -> None:
    lost, other = road.tablet("lost", wrong_s=9 * 3600).sign_in(A), road.tablet("phone").sign_in(A)
    before = lost.report()
    since = road.clock.move(hours=1)
    after = lost.report()
    other.hub.end_device("lost", since)
    assert told(other, before, after) == [("applied", None), ("refused", "key_ended")]


def test_whoever_waits_for_news_hears_at_once_that_it_is_over(road: Road) -> None:
    lost, other = road.tablet("lost").sign_in(A), road.tablet("phone").sign_in(A)
    cursor = lost.hub.pull(None).cursor
    heard: list[object] = []

    def wait() -> None:
        try:
            lost.hub.pull(cursor, wait_s=25)
        except Problem as problem:
            heard.append(problem.code)

    waiting = threading.Thread(target=wait)
    waiting.start()
    other.hub.end_device("lost")
    waiting.join(60)
    assert heard == [Code.SIGN_IN_ENDED]


def test_only_ones_own_devices_and_no_time_to_come(road: Road) -> None:
    mine, theirs = road.tablet().sign_in(A), road.tablet("tablet-2").sign_in(B)
    refused(Code.BODY_INVALID, theirs.hub.end_device, "tablet-1")
    refused(Code.BODY_INVALID, mine.hub.end_device, "tablet-1", road.clock() + timedelta(days=1))
    assert mine.hub.pull(None).snapshot
    assert [row.device for row in theirs.hub.devices().devices] == ["tablet-2"]


def test_an_earlier_time_of_loss_is_never_made_later(road: Road) -> None:
    lost, other = road.tablet("lost").sign_in(A), road.tablet("phone").sign_in(A)
    road.clock.move(minutes=10)
    report = lost.report()
    other.hub.end_device("lost", road.clock() - timedelta(minutes=5))
    road.clock.move(minutes=10)
    other.hub.end_device("lost")
    assert told(other, report) == [("refused", "key_ended")]


# The first wire


def first_wire(road: Road, login: str, device: str) -> tuple[HttpHub, str]:
    hub = HttpHub(Exchange(road.server.url, device, lambda: None))
    session = hub.sign_in(SignIn(login=login, password=f"{login}-demo", device_id=device))
    assert not session.refresh and session.lifetime_s is None
    return HttpHub(Exchange(road.server.url, device, Bearer(lambda: session.token))), session.token


def test_a_device_of_the_first_wire_works_as_it_always_did(road: Road) -> None:
    hub, _ = first_wire(road, A, "old-1")
    report = msgspec.structs.replace(road.tablet("old-1").sign_in(A).report(signed=False).mutation)
    road.clock.move(days=80)
    assert hub.push([Sealed(wire.encode(report))]).receipts[0].outcome is Outcome.APPLIED
    road.clock.move(days=80)
    assert hub.pull(None).snapshot
    phone = road.tablet("phone").sign_in(A)
    assert {row.device for row in phone.hub.devices().devices} == {"phone", "old-1"}
    phone.hub.end_device("old-1")
    refused(Code.SIGN_IN_EXPIRED, hub.pull, None)  # a code that it knows


def test_a_new_device_at_a_hub_of_the_first_wire_gets_a_plain_token(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a hub does not read the key, and says nothing of one."""
    real = road.service.admission.sign_in
    monkeypatch.setattr(
        road.service.admission, "sign_in", lambda told: real(msgspec.structs.replace(told, key="", key_proof=""))
    )
    worker = road.tablet().sign_in(A)
    assert worker.held.sign is None and worker.signed_in.access is None
    assert worker.hub.pull(None).snapshot
    road.clock.move(days=80)
    assert worker.hub.pull(None).snapshot and len(worker.wire.sendings) == 2


def test_a_report_of_praise_is_what_these_tests_think_it_is(road: Road) -> None:
    body = road.tablet().sign_in(A).report().mutation.body
    assert isinstance(body, ActBody) and body.report is not None and body.report.kind is Kind.PRAISE


def test_a_sign_in_from_before_an_update_gets_a_key_without_a_password(road: Road) -> None:
    tablet = road.tablet("old-1")
    hub, token = first_wire(road, A, "old-1")
    signed_in = enrol(hub, A, "old-1")
    assert hub.pull(None).snapshot, "until the new session is used, its answer may be lost"
    signed_in = enrol(hub, A, "old-1")
    worker = Worker(tablet, signed_in)
    assert told(worker, worker.report()) == [("applied", None)]
    road.clock.move(minutes=20)
    worker.hub.pull(None)
    refused(Code.SIGN_IN_EXPIRED, hub.pull, None)
    assert refused(Code.BODY_INVALID, enrol, worker.hub, A, "old-1").facts["field"] == "key"
    assert [row.device for row in worker.hub.devices().devices] == ["old-1"]
    stranger, _ = first_wire(road, B, "tablet-2")
    refused(Code.BODY_INVALID, enrol, stranger, A, "tablet-2")
