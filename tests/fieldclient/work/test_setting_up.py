"""A code from the hub's own command, read back from its picture, held against what a device knows, and taken."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image

from fieldclient.capture.codes import in_picture
from fieldclient.work import RealDesk, open_desk
from fieldclient.work.asked import LAST, must_lock
from fieldclient.work.locking import minutes
from fieldclient.work.setting_up import Kind, Offer, check_who_answers, look_into, note_person, take
from fieldclient.work.trusting import authority_for
from sync.engine.lanes import TravelRules
from sync.hub import command
from sync.hub.service import HubService
from sync.protocol import identity
from sync.protocol.enrolment import Policies, Setup, fingerprint, link_of, new_key, public_of, read_link
from sync.protocol.people import HubInfo, Person
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import LI, WANG, TestClock, session
from tests.fieldclient.work.world import SEED
from tests.sync.engine.certificate import Organisation

URL = "https://hub.city.example"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("setup")
    (folder / "seed.toml").write_text(SEED, encoding="utf-8")
    service = HubService(folder / "hub")
    service.load_seed(folder / "seed.toml")
    service.close()
    return folder / "hub"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[RealDesk]:
    made = open_desk(tmp_path / "data", reserve_bytes=0)
    yield made
    made.close()


def made_by(hub: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The link that the command prints."""
    assert command.main(["setup", "--data", str(hub), URL, *more]) == 0
    return capsys.readouterr().out.strip()


def info(hub_id: str, key: bytes | None = None) -> HubInfo:
    """`key`: the private one of its codes; None for a hub of an older version, which tells none."""
    return HubInfo(hub_id=hub_id, name="x", wire=1, wire_oldest=1, hub_time=datetime.now(UTC), catalogue_version=1,
                   setup_key=identity.text(public_of(key)) if key else "")


def code_by(key: bytes, hub_id: str, **more: object) -> str:
    now = datetime.now(UTC)
    told = {"hub": URL, "organisation": "中心", "hub_id": hub_id, "key": public_of(key), "issued": int(now.timestamp()),
            "expires": int((now + timedelta(days=1)).timestamp()), **more}
    return link_of(Setup(**told), key)  # type: ignore[arg-type]


def by_hand(desk: RealDesk, person: Person = WANG, url: str = URL) -> str:
    """Somebody has typed the address and signed in; the id of their hub."""
    note_person(desk, session(person), url, "wang")
    return desk.store.people.hub_of(person.id) or ""


def der() -> bytes:
    return x509.load_pem_x509_certificate(Organisation().pem).public_bytes(Encoding.DER)


def refused(desk: RealDesk, link: str) -> dict[str, object]:
    with pytest.raises(Problem) as told:
        look_into(desk, link, datetime.now(UTC))
    return {"code": told.value.code, **told.value.facts}


def test_a_code_is_read_from_its_picture_straight_turned_and_photographed(
    hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(Organisation().pem)
    plain, full = tmp_path / "plain.png", tmp_path / "full.png"
    link = made_by(hub, capsys, "--png", str(plain), "--svg", str(tmp_path / "plain.svg"))
    large = made_by(hub, capsys, "--png", str(full), "--authority", str(root), "--login", "wang", "--pin", "--wifi-only")
    assert in_picture(plain) == (link,) and in_picture(full) == (large,)
    assert (tmp_path / "plain.svg").read_text("utf-8").lstrip().startswith("<")
    with Image.open(plain) as code:
        turned = code.convert("L").rotate(12, expand=True, fillcolor=255)
        street = Image.new("L", (turned.width * 2, turned.height * 2), 170)
        street.paste(turned, (turned.width // 3, turned.height // 2))
        out = io.BytesIO()
        street.save(out, "JPEG", quality=70)
    (tmp_path / "photo.jpg").write_bytes(out.getvalue())
    assert in_picture(tmp_path / "photo.jpg") == (link,)
    Image.new("RGB", (400, 300), (90, 90, 90)).save(tmp_path / "nothing.jpg")
    assert in_picture(tmp_path / "nothing.jpg") == ()


def test_what_it_would_do_is_known_before_and_done_after(
    hub: Path, desk: RealDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(Organisation().pem)
    link = made_by(hub, capsys, "--authority", str(root), "--login", "wang", "--pin", "--lock-minutes", "3", "--wifi-only",
                   "--daily-mb", "50", "--language", "en")
    before = desk.store.settings.all()
    offer = look_into(desk, link, datetime.now(UTC))
    assert offer.kind is Kind.FIRST and offer.authority is not None and offer.authority.name == "City office root"
    assert desk.store.settings.all() == before
    take(desk, offer)
    assert (desk.setting("hub_url"), desk.setting("login"), must_lock(desk.store)) == (URL, "wang", True)
    assert minutes(desk.store) == 3 and desk.setting("window.language") == "en"
    assert authority_for(desk, URL).encode() == root.read_bytes()
    assert authority_for(desk, "https://hub.other.example") == ""
    rules = desk.store.settings.travel_rules(offer.setup.hub_id)
    assert (rules.when_it_costs, rules.daily_bytes) == (False, 50 * 1024 * 1024)
    assert look_into(desk, link, datetime.now(UTC)).kind is Kind.SAME
    check_who_answers(desk, f"{URL}/", info(offer.setup.hub_id))
    with pytest.raises(Problem) as told:
        check_who_answers(desk, URL, info("somebody-else"))
    assert told.value.facts == {"reason": "other_hub"}
    check_who_answers(desk, "https://hub.other.example", info("somebody-else"))


def test_a_later_code_of_another_key_is_refused_where_somebody_works_with_the_hub(desk: RealDesk) -> None:
    ours, theirs, hub_id = new_key(), new_key(), by_hand(desk)
    take(desk, look_into(desk, code_by(ours, hub_id), datetime.now(UTC)))
    forged = code_by(theirs, hub_id, hub="https://evil.example")
    assert refused(desk, forged) == {"code": Code.SETUP_INVALID, "reason": "other_key"}
    desk.signed_out()
    assert refused(desk, forged)["reason"] == "other_key", "what they have here waits for them"


def test_a_strangers_code_that_came_first_locks_nobody_out(desk: RealDesk) -> None:
    """A new tablet: a hub's id is no secret, and the first code in its name was somebody else's."""
    ours, theirs, now = new_key(), new_key(), datetime.now(UTC)
    evil = "https://evil.example"
    take(desk, look_into(desk, code_by(theirs, "h", hub=evil, authority=der()), now))
    mine = look_into(desk, code_by(ours, "h"), now)
    assert mine.kind is Kind.FIRST, "nobody has worked with any hub here"
    assert mine.compare and mine.instead_of == fingerprint(public_of(theirs)), "a person sees that it is another, and compares"
    blind = look_into(desk, code_by(new_key(), "h"), now)
    take(desk, mine)
    with pytest.raises(Problem) as told:
        take(desk, blind)  # it was looked at when another was known
    assert told.value.facts == {"reason": "other_key"}
    assert authority_for(desk, evil) == "" and desk.setting("setup.expected.evil.example") is None, "nothing of it is left"
    check_who_answers(desk, URL, info("h", ours))
    note_person(desk, session(WANG, hub_id="h"), URL, "wang")
    desk.queue.note_hub(info("h", ours))
    assert refused(desk, code_by(theirs, "h", hub=evil))["reason"] == "other_key", "from now on it is strict"


def test_after_a_strangers_code_a_person_signs_in_by_hand_once_they_have_compared(desk: RealDesk) -> None:
    ours, theirs = new_key(), new_key()
    take(desk, look_into(desk, code_by(theirs, "h", hub="https://evil.example", authority=der()), datetime.now(UTC)))
    with pytest.raises(Problem) as told:
        check_who_answers(desk, URL, info("h", ours))
    shown = fingerprint(public_of(ours))
    facts = {name: str(value).replace("\u00a0", " ") for name, value in told.value.facts.items()}
    assert facts == {"reason": "new_key", "fingerprint": shown, "known": fingerprint(public_of(theirs))}
    with pytest.raises(Problem):  # somebody else answers the second time: what was compared is not theirs
        check_who_answers(desk, URL, info("h", new_key()), compared=shown)
    check_who_answers(desk, URL, info("h", ours), compared=shown.lower().replace(" ", "  "))
    check_who_answers(desk, URL, info("h", ours))
    assert authority_for(desk, "https://evil.example") == ""


def test_a_hub_that_was_put_back_to_a_copy_from_before_its_key(desk: RealDesk) -> None:
    """It makes a new one. A code by that is compared once the hub itself has shown it; so is the next sign-in, where it always was."""
    before, now_its, theirs, hub_id, now = new_key(), new_key(), new_key(), by_hand(desk), datetime.now(UTC)
    desk.queue.note_hub(info(hub_id, before))
    assert refused(desk, code_by(now_its, hub_id))["reason"] == "other_key", "nobody but a code says so"
    desk.queue.note_hub(info(hub_id, now_its))
    assert refused(desk, code_by(theirs, hub_id))["reason"] == "other_key"
    offer = look_into(desk, code_by(now_its, hub_id), now)
    assert offer.compare and offer.instead_of == fingerprint(public_of(before)) and offer.kind is Kind.SAME
    assert look_into(desk, code_by(now_its, hub_id, hub="https://evil.example"), now).kind is Kind.OTHER, "and moves nobody's work"
    with pytest.raises(Problem) as told:
        check_who_answers(desk, "https://evil.example", info(hub_id, theirs), compared=fingerprint(public_of(theirs)))
    assert told.value.facts == {"reason": "hub_key"}, "elsewhere nobody is asked"
    with pytest.raises(Problem) as told:
        check_who_answers(desk, URL, info(hub_id, now_its))
    assert told.value.facts["reason"] == "new_key"
    take(desk, offer)
    check_who_answers(desk, URL, info(hub_id, now_its))
    assert not look_into(desk, code_by(now_its, hub_id), now).compare
    assert refused(desk, code_by(before, hub_id))["reason"] == "other_key", "the key of before counts no more"
    desk.queue.note_hub(info(hub_id, before))
    desk.queue.note_hub(info(hub_id, now_its))
    assert refused(desk, code_by(before, hub_id))["reason"] == "other_key", "what it showed for a while neither"


def test_who_tells_no_key_is_not_the_hub_that_has_shown_one_elsewhere(desk: RealDesk) -> None:
    hub_id = by_hand(desk)
    desk.queue.note_hub(info(hub_id, new_key()))
    check_who_answers(desk, f"{URL}/", info(hub_id))  # it went back to an older version
    with pytest.raises(Problem) as told:
        check_who_answers(desk, "https://evil.example", info(hub_id))
    assert told.value.facts == {"reason": "hub_key"}


def test_another_organisation_is_told_and_changes_nobodys_work(
    hub: Path, desk: RealDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.signed_in(session(WANG))
    desk.set_setting("hub_url", "https://old.example")
    desk.set_setting(f"hub_url.{WANG.id}", "https://old.example")
    draft = desk.new_draft()
    offer = look_into(desk, made_by(hub, capsys, "--login", "wang"), datetime.now(UTC))
    assert offer.kind is Kind.OTHER
    take(desk, offer)
    assert desk.setting(f"hub_url.{WANG.id}") == "https://old.example" and [each.id for each in desk.drafts()] == [draft.id]


def test_who_signs_in_elsewhere_before_the_yes_keeps_their_own_hub(desk: RealDesk) -> None:
    key = new_key()
    take(desk, look_into(desk, code_by(key, "h"), datetime.now(UTC)))
    offer = look_into(desk, code_by(key, "h", hub="https://new.city.example"), datetime.now(UTC))
    assert offer.kind is Kind.SAME, "nobody is there yet, and the key is known"
    assert by_hand(desk, url="https://other.example") != "h"
    take(desk, offer)
    assert desk.setting(f"hub_url.{WANG.id}") == "https://other.example"


def test_who_only_says_to_be_the_same_hub_is_taken_for_another(desk: RealDesk) -> None:
    """A hub's id is no secret. Of a device that was never set up by a code nobody may lead the signed-in person elsewhere."""
    now, key = datetime.now(UTC), new_key()
    desk.signed_in(session(WANG))
    ours = desk.store.people.hub_of(WANG.id)
    for name in ("hub_url", f"hub_url.{WANG.id}"):
        desk.set_setting(name, URL)

    def offer(**more: object) -> Offer:
        told = {"hub": URL, "organisation": "中心", "hub_id": ours, "key": public_of(key), "issued": int(now.timestamp()),
                "expires": int((now + timedelta(days=1)).timestamp()), **more}
        return look_into(desk, link_of(Setup(**told), key), now)  # type: ignore[arg-type]

    pem = Organisation().pem
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    assert offer().kind is Kind.SAME, "it changes what is asked of the device alone"
    assert offer(hub="https://evil.example").kind is Kind.OTHER
    assert offer(authority=der).kind is Kind.OTHER
    take(desk, offer(hub="https://evil.example"))
    assert desk.setting(f"hub_url.{WANG.id}") == URL, "what waits goes nowhere else"
    # A key that is known proves its own hub, and no other one's people.
    desk.set_setting("setup.key.another", identity.text(public_of(key)))
    assert offer(hub_id="another", hub="https://another.example").kind is Kind.OTHER


def test_a_hub_that_was_set_up_by_hand_shows_its_key_and_a_strangers_code_is_refused(hub: Path, desk: RealDesk) -> None:
    """The first code in its name may be anybody's: what the hub itself has said over a checked line decides."""
    ours, theirs, hub_id = new_key(), new_key(), by_hand(desk)
    desk.queue.note_hub(info(hub_id, ours))
    desk.queue.note_hub(info(hub_id, theirs))  # the first word counts
    assert look_into(desk, code_by(theirs, hub_id), datetime.now(UTC)).compare
    desk.queue.note_hub(info(hub_id, ours))
    assert refused(desk, code_by(theirs, hub_id)) == {"code": Code.SETUP_INVALID, "reason": "other_key"}
    mine = look_into(desk, code_by(ours, hub_id, hub="https://new.city.example"), datetime.now(UTC))
    assert (mine.kind, mine.compare) == (Kind.SAME, False)
    service = HubService(hub)
    told = service.hello()
    service.close()
    assert command.main(["setup", "--data", str(hub), URL, "--png", str(hub / "code.png")]) == 0
    assert identity.text(read_link(in_picture(hub / "code.png")[0], datetime.now(UTC)).key) == told.setup_key, "a hub tells it"


def test_without_a_key_that_is_known_a_person_compares(desk: RealDesk) -> None:
    """A hub of an older version tells none. Its name, its address or an authority for it in a code prove nothing."""
    hub_id, now = by_hand(desk), datetime.now(UTC)
    desk.queue.note_hub(info(hub_id))
    offers = [look_into(desk, code_by(new_key(), *named, **more), now) for named, more in (
        ((hub_id,), {}), ((hub_id,), {"hub": "https://evil.example"}), (("another",), {}), (("another",), {"authority": der()}))]
    assert [each.compare for each in offers] == [True] * 4
    assert not look_into(desk, code_by(new_key(), "another", hub="https://other.example"), now).compare, "it touches nothing of here"
    desk.queue.note_hub(info(hub_id, new_key()))
    with pytest.raises(Problem) as told:
        take(desk, offers[0])
    assert told.value.facts == {"reason": "other_key"} and desk.setting(f"setup.key.{hub_id}") is None, "shown meanwhile"


def test_a_stranger_who_uses_the_hubs_id_is_not_taken_at_their_word(desk: RealDesk) -> None:
    """Two people of one tablet find a hub of this id at two addresses: neither's key is kept."""
    hub_id = by_hand(desk)
    by_hand(desk, LI, "https://evil.example")
    desk.queue.note_hub(info(hub_id, new_key()))
    assert look_into(desk, code_by(new_key(), hub_id), datetime.now(UTC)).compare
    with pytest.raises(Problem) as told:
        desk.set_setting(f"setup.shown.{hub_id}", identity.text(public_of(new_key())))
        check_who_answers(desk, "https://evil.example", info(hub_id, new_key()))
    assert told.value.facts == {"reason": "hub_key"}


def test_a_code_whose_hub_does_not_know_it_is_forgotten_before_a_password_is_sent(desk: RealDesk) -> None:
    ours, theirs = new_key(), new_key()
    take(desk, look_into(desk, code_by(theirs, "h", authority=der()), datetime.now(UTC)))
    assert authority_for(desk, URL)
    with pytest.raises(Problem) as told:
        check_who_answers(desk, URL, info("h", ours))
    assert told.value.facts == {"reason": "false_code"} and authority_for(desk, URL) == ""
    check_who_answers(desk, URL, info("h", ours))
    good = look_into(desk, code_by(ours, "h"), datetime.now(UTC))
    take(desk, good)
    check_who_answers(desk, URL, info("h", ours))


def test_a_code_of_before_takes_no_lock_away(desk: RealDesk) -> None:
    key, now = new_key(), datetime.now(UTC)

    def taken(issued: datetime, pin: bool) -> bool:
        told = Setup(hub=URL, organisation="中心", hub_id="h", key=public_of(key), issued=int(issued.timestamp()),
                     expires=int((now + timedelta(days=1)).timestamp()), policies=Policies(pin=pin))
        take(desk, look_into(desk, link_of(told, key), now))
        return must_lock(desk.store)

    assert taken(now - timedelta(hours=1), True)
    assert taken(now - timedelta(days=30), False), "it may have been photographed long ago"
    assert not taken(now, False), "what the organisation says now counts"
    assert taken(now - timedelta(days=30), True), "asking for more is always heard"


def test_an_unencrypted_hub_and_a_wrong_authority_are_refused(desk: RealDesk, tmp_path: Path) -> None:
    key, now = new_key(), datetime.now(UTC)

    def link(**more: object) -> str:
        told = {"hub": URL, "organisation": "中心", "hub_id": "h", "key": public_of(key), "issued": int(now.timestamp()),
                "expires": int((now + timedelta(days=1)).timestamp()), "policies": Policies(), **more}
        return link_of(Setup(**told), key)  # type: ignore[arg-type]

    assert refused(desk, link(hub="http://hub.city.example"))["reason"] == "plain_http"
    assert refused(desk, link(authority=b"\x30\x82garbage"))["code"] is Code.AUTHORITY_INVALID
    assert look_into(desk, link(hub="http://127.0.0.1:8750"), now).setup.host == "127.0.0.1"
    assert not desk.setting("hub_url")


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["https://hub.example", "--days", "0"], "--days"), (["https://hub.example", "--login", "nobody"], "--login"),
    (["hub.example"], "content"), (["https://hub.example", "--lock-minutes", "0"], "content")])
def test_the_command_prints_no_code_that_no_device_would_take(
    hub: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert command.main(["setup", "--data", str(hub), *arguments]) == 1
    told = capsys.readouterr()
    assert sentence in told.err and told.out == ""


def test_a_private_key_is_never_put_into_a_code(hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pem = Organisation().server(tmp_path)
    assert command.main(["setup", "--data", str(hub), URL, "--authority", str(pem)]) == 1
    told = capsys.readouterr()
    assert "--authority" in told.err and told.out == ""


def test_codes_follow_the_hub_and_not_the_command(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (read_link(made_by(hub, capsys), datetime.now(UTC)) for _ in range(2))
    assert first.key == second.key and first.hub_id == second.hub_id and first.organisation == "test district"


def test_the_clock_of_a_new_tablet_may_be_wrong_by_hours(hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clock = TestClock(datetime.now(UTC) - timedelta(hours=10))
    early = open_desk(tmp_path / "early", clock=clock, reserve_bytes=0)
    assert look_into(early, made_by(hub, capsys), early.store.clock()).kind is Kind.FIRST
    early.close()


def test_two_organisations_on_one_tablet_ask_for_their_own(
    hub: Path, desk: RealDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither loosens what the other asks, and who works for one is not bound by the other."""
    take(desk, look_into(desk, made_by(hub, capsys, "--pin", "--lock-minutes", "3", "--wifi-only"), datetime.now(UTC)))
    strict, key, now = desk.setting(LAST) or "", new_key(), datetime.now(UTC)
    other = Setup(hub="https://other.example", organisation="别处", hub_id="other-hub", key=public_of(key), issued=int(now.timestamp()),
                  expires=int((now + timedelta(days=1)).timestamp()), policies=Policies(daily_mb=7))
    take(desk, look_into(desk, link_of(other, key), now))
    desk.signed_in(session(WANG, hub_id=strict))
    assert (must_lock(desk.store), minutes(desk.store), desk.store.queue().travel_rules().when_it_costs) == (True, 3, False)
    desk.signed_in(session(LI, hub_id="other-hub"))
    rules = desk.store.queue().travel_rules()
    assert (must_lock(desk.store), minutes(desk.store), rules.daily_bytes) == (False, 5, 7 * 1024 * 1024)
    desk.waiting.set_rules(TravelRules(when_it_costs=True))
    desk.signed_in(session(WANG, hub_id=strict))
    assert desk.store.queue().travel_rules().when_it_costs is False


def test_what_one_slot_held_counts_until_a_hub_says_otherwise(desk: RealDesk) -> None:
    """A store of an older version."""
    for name, value in (("lock.required", "1"), ("lock.minutes", "9"), ("hub_authority", "PEM"), ("hub_authority_host", "old.example")):
        desk.set_setting(name, value)
    desk.store.settings.set_travel_rules(TravelRules(daily_bytes=5))
    desk.signed_in(session(WANG))
    assert (must_lock(desk.store), minutes(desk.store)) == (True, 9)
    assert desk.store.queue().travel_rules().daily_bytes == 5 and authority_for(desk, "https://OLD.example/") == "PEM"
    desk.set_setting("lock.required.hub-1", "0")
    assert not must_lock(desk.store)
