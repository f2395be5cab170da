"""Work that reaches the hub without its maker's network: by stick, by a colleague, straight into the hub; once, whoever comes first."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldclient.store.disk import Disk
from fieldclient.work.handover import carrying, packing, sticks
from sync.hub.bundles import Bundles
from sync.hub.service import HubService
from sync.protocol import bundle, identity
from sync.protocol.bundle_shapes import SUFFIX, Packed
from sync.protocol.ids import new_id
from sync.protocol.lifecycle import Act
from sync.protocol.lifecycle import Stage as Stages
from sync.protocol.problems import Code, Problem
from sync.protocol.sealing import Sealed
from tests.fieldclient.work.handover.stage import Device, Stage
from tests.released.save import photo
from tests.sync.hub.town import QUICK


def arrived_once(stage: Stage, cases: list[str], login: str = "wang") -> None:
    found = stage.cases_of(login)
    assert set(cases) <= found.keys()
    assert all(media.arrived for case in cases for media in found[case].media if media.ref.usage == "report")
    told = dict(stage.rows("SELECT case_id, COUNT(*) FROM mutations WHERE person <> '' GROUP BY case_id"))
    assert [told[case] for case in cases] == [1] * len(cases)


def straight_in(stage: Stage, path: Path):
    with path.open("rb") as file:
        return Bundles(stage.service).take(file, path.stat().st_size)


def test_a_colleague_carries_it_and_brings_the_receipts_back(stage: Stage, tmp_path: Path) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    cases = [maker.report(shade) for shade in (10, 40, 70)]
    handed = maker.pack(tmp_path / "stick")
    assert (handed.acts, handed.files) == (3, 6)
    carrying.take(carrier.desk.store, handed.path)
    handed.path.unlink()  # the stick may get lost from here on
    assert maker.left()[0] > 0, "handing over is not arriving"
    slips = carrier.deliver()
    arrived_once(stage, cases)
    assert carrier.desk.store.bundles.carried(waiting=True) == [] and not carrier.desk.store.bundles.path(handed.bundle).exists()
    assert {row[0] for row in stage.rows("SELECT person FROM mutations")} == {maker.session.person.id}
    delivered = packing.settle(maker.desk.store, slips[0])
    assert len(delivered.receipts) == 3 and len(delivered.files) == 6
    assert maker.left() == (0, 0, 0), "without a network of its own it knows that everything arrived"
    report = maker.sync()
    assert (report.pushed, report.files_sent) == (0, 0)
    assert maker.desk.store.bundles.made(handed.bundle).settled_at is not None


def test_one_act_takes_what_stands_before_it_in_its_case_along(stage: Stage, tmp_path: Path) -> None:
    maker = stage.device("wang")
    case, _ = maker.report(10), maker.report(40)
    maker.desk.act(case, Act.WITHDRAW)
    act = maker.desk.store.outbox.open_of("wang")[-1]
    assert act.act is Act.WITHDRAW and sticks.put_one(maker.desk.store, tmp_path, maker.key, act.id) == sticks.Put(2, 0)
    straight_in(stage, next(tmp_path.glob(f"*{SUFFIX}")))
    assert {each.stage for each in stage.cases_of("wang").values()} == {Stages.WITHDRAWN}
    maker.sync()
    assert maker.left() == (0, 0, 0)


@pytest.mark.parametrize("first", ["maker", "carrier"])
def test_whoever_delivers_first_the_other_changes_nothing(stage: Stage, tmp_path: Path, first: str) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    cases = [maker.report(shade) for shade in (10, 40)]
    handed = maker.pack(tmp_path / "stick")
    carrying.take(carrier.desk.store, handed.path)
    if first == "maker":
        maker.sync()
    slips = carrier.deliver()
    if first == "carrier":
        maker.sync()
    arrived_once(stage, cases)
    assert maker.left() == (0, 0, 0)
    packing.settle(maker.desk.store, slips[0])
    packing.settle(maker.desk.store, slips[0])
    assert maker.left() == (0, 0, 0) and maker.sync().moved_nothing


def test_two_carriers_and_the_hub_itself_take_the_same_bundle(stage: Stage, tmp_path: Path) -> None:
    maker, one, two = stage.device("wang"), stage.device("chen"), stage.device("liu")
    cases = [maker.report(10)]
    handed = maker.pack(tmp_path / "stick")
    for carrier in (one, two):
        carrying.take(carrier.desk.store, handed.path)
        carrying.take(carrier.desk.store, handed.path)
        assert len(carrier.desk.store.bundles.carried()) == 1
    slips = [straight_in(stage, handed.path)]
    for carrier in (one, two):
        slips += carrier.deliver()
    arrived_once(stage, cases)
    outcomes = [[each.outcome.value for each in packing.settle(maker.desk.store, slip).receipts] for slip in slips]
    assert outcomes == [["applied"], ["duplicate"], ["duplicate"]]


def test_a_lost_reply_gives_the_same_slip_again_and_a_cut_goes_on_where_it_stood(stage: Stage, tmp_path: Path) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    maker.report(10)
    handed = maker.pack(tmp_path / "stick")
    carrying.take(carrier.desk.store, handed.path)
    size, hub = handed.size_bytes, carrier.hub.bundles
    raw = handed.path.read_bytes()
    hub.send_bundle(handed.bundle, size, 0, raw[:1000])
    assert hub.bundle_state(handed.bundle, size).offset_bytes == 1000
    with pytest.raises(Problem) as caught:
        hub.send_bundle(handed.bundle, size, 500, raw[500:])
    assert caught.value.facts["offset_bytes"] == 1000
    slip = hub.send_bundle(handed.bundle, size, 1000, raw[1000:]).slip
    assert slip is not None  # and its reply is lost
    assert carrier.deliver() == [slip]


def test_acts_made_while_the_key_was_locked_count_by_the_bundles_signature(stage: Stage, tmp_path: Path) -> None:
    maker = stage.device("wang")
    maker.desk.sign_with(maker.session.person.id, None)
    cases = [maker.report(10)]
    slip = straight_in(stage, maker.pack(tmp_path / "stick").path)
    assert [each.outcome.value for each in packing.settle(maker.desk.store, slip).receipts] == ["applied"]
    arrived_once(stage, cases)


def test_nobody_but_the_hub_reads_it_and_nobody_changes_it(stage: Stage, tmp_path: Path) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    maker.report(10)
    handed = maker.pack(tmp_path / "stick")
    raw = handed.path.read_bytes()
    assert b"report 10" not in raw and b"\xff\xd8\xff" not in raw and maker.session.person.name.encode() not in raw
    changed = bytearray(raw)
    changed[len(raw) // 2] ^= 1
    damaged = tmp_path / f"damaged{SUFFIX}"
    damaged.write_bytes(bytes(changed))
    with pytest.raises(Problem) as caught:
        straight_in(stage, damaged)
    assert caught.value.facts == {"reason": "damaged"}
    carrying.take(carrier.desk.store, damaged)  # a carrier cannot tell
    assert carrier.deliver() == []
    kept = carrier.desk.store.bundles
    assert kept.carried(waiting=True) == [] and len(kept.carried()) == 1, "it is not brought again and again, and not thrown away"
    assert stage.rows("SELECT COUNT(*) FROM mutations")[0][0] == 0
    carrying.take(carrier.desk.store, handed.path)
    assert len(carrier.deliver()) == 1, "a whole copy takes its place"
    assert maker.sync().duplicates == 1, "the maker's own is untouched"


def test_what_is_for_another_hub_or_no_bundle_is_said(stage: Stage, tmp_path: Path) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    other = HubService(tmp_path / "other", hasher=QUICK)
    maker.report(10)
    handed = maker.pack(tmp_path / "stick")
    with handed.path.open("rb") as file, pytest.raises(Problem) as caught:
        Bundles(other).take(file, handed.size_bytes)
    assert caught.value.facts == {"reason": "other_hub"}
    other.close()
    picture = tmp_path / "photo.fieldbundle"
    picture.write_bytes(b"\xff\xd8\xff\xe0 a photo")
    with pytest.raises(Problem) as caught:
        carrying.take(carrier.desk.store, picture)
    assert (caught.value.code, caught.value.facts) == (Code.BUNDLE_INVALID, {"reason": "not_one"})
    stranger = stage.device("liu")
    slip = straight_in(stage, handed.path)
    with pytest.raises(Problem) as caught:
        packing.settle(stranger.desk.store, slip)
    assert caught.value.facts == {"reason": "other_device"}


def test_a_stick_that_is_full_or_pulled_out_leaves_no_half_file(stage: Stage, tmp_path: Path) -> None:
    maker = stage.device("wang")
    maker.report(10)
    stick = tmp_path / "stick"
    stick.mkdir()

    class Full(Disk):
        def rename(self, source: Path, target: Path) -> None:
            raise OSError(errno.ENOSPC, "full")

    maker.desk.store.files.disk = Full()
    with pytest.raises(Problem) as caught:
        packing.pack(maker.desk.store, stick, maker.key)
    assert caught.value.code is Code.DISK_FULL and list(stick.iterdir()) == []
    maker.desk.store.files.disk = Disk()
    shutil.rmtree(stick)
    with pytest.raises(Problem) as caught:
        packing.pack(maker.desk.store, stick, maker.key)
    assert caught.value.code is Code.DISK_FAILED


def test_nothing_waits_nothing_is_packed_and_without_the_hubs_key_it_is_said(stage: Stage, tmp_path: Path) -> None:
    maker: Device = stage.device("wang")
    assert packing.pack(maker.desk.store, tmp_path, maker.key) is None
    maker.report(10)
    info = maker.desk.store.settings.hub_info()
    maker.desk.store.settings.note_hub(msgspec.structs.replace(info, bundle_key=""))
    with pytest.raises(Problem) as caught:
        packing.pack(maker.desk.store, tmp_path, maker.key)
    assert caught.value.facts == {"reason": "no_key"}


def forged(stage: Stage, folder: Path, act: dict, *, signer: str = "nobody", name: str | None = None, files: tuple = ()) -> Path:
    """A bundle that anybody can make: the hub's key is public, the signing key is thrown away."""
    key = Ed25519PrivateKey.generate()
    path = folder / "forged.fieldbundle"
    packed = [Packed(sha256=hashlib.sha256(each).hexdigest(), size_bytes=len(each), mime="image/jpeg") for each in files]
    with path.open("wb") as file:
        bundle.write(
            file, bundle=name or new_id(), hub=stage.service.hub_id, device="tablet-x", signer=signer, sign=key.sign,
            made_at=stage.service.clock(), hub_public=identity.raw(stage.service.bundles.public_key(), 32),
            manifest=bundle.manifest_of(act["person"], [Sealed(json.dumps(act).encode())], packed),
            contents=[[each] for each in files],
        )
    return path


@pytest.mark.parametrize("device", ["bundle", "tablet-x"])
def test_nobody_acts_as_somebody_else_by_a_stick(stage: Stage, tmp_path: Path, device: str) -> None:
    wang = stage.device("wang")
    act = {"id": new_id(), "device": device, "seq": 1, "person": wang.session.person.id, "act": "withdraw", "case_id": new_id(),
           "made_at": "2026-11-22T08:00:00Z"}
    picture = photo(77)
    path = forged(stage, tmp_path, act, files=(picture,))
    slip = straight_in(stage, path)
    assert slip.files == 0, "no file is booked to somebody whose act did not count"
    told = stage.rows("SELECT COUNT(*) FROM mutations")[0][0]
    kept = stage.rows("SELECT reason FROM quarantine")
    assert told == 0 and [row[0] for row in kept] == ["unsigned"]


@pytest.mark.parametrize("name", ["../../evil", "/tmp/evil", "", "x" * 300])
def test_a_bundles_name_is_an_id_and_nothing_else(stage: Stage, tmp_path: Path, name: str) -> None:
    wang = stage.device("wang")
    act = {"id": new_id(), "device": "d", "seq": 1, "person": wang.session.person.id, "act": "withdraw", "case_id": new_id(),
           "made_at": "2026-11-22T08:00:00Z"}
    path = forged(stage, tmp_path, act, name=name)
    if not name:
        return
    for take in (lambda: straight_in(stage, path), lambda: carrying.take(wang.desk.store, path)):
        with pytest.raises(Problem) as caught:
            take()
        assert caught.value.facts == {"reason": "damaged"}


def test_an_act_that_this_hub_cannot_read_holds_nothing_else_up(stage: Stage, tmp_path: Path) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    strange = {"id": new_id(), "device": "d", "seq": 1, "person": maker.session.person.id, "act": "levitate", "case_id": new_id(),
               "made_at": "2026-11-22T08:00:00Z"}
    carrying.take(carrier.desk.store, forged(stage, tmp_path, strange))
    case = maker.report(10)
    carrying.take(carrier.desk.store, maker.pack(tmp_path / "stick").path)
    assert [slip.acts for slip in carrier.deliver()] == [0, 1]
    arrived_once(stage, [case])


def test_a_busy_hub_gives_no_slip_for_less_than_came(stage: Stage, tmp_path: Path) -> None:
    maker, carrier = stage.device("wang"), stage.device("chen")
    case = maker.report(10)
    carrying.take(carrier.desk.store, maker.pack(tmp_path / "stick").path)
    limits = stage.service.media.allowance.limits
    stage.service.media.allowance.limits = msgspec.structs.replace(limits, keep_free_bytes=1 << 60)
    with pytest.raises(Problem) as caught:
        carrier.deliver()
    assert caught.value.code is Code.HUB_BUSY and len(carrier.desk.store.bundles.carried(waiting=True)) == 1
    stage.service.media.allowance.limits = limits
    slip, = carrier.deliver()
    assert slip.files == 2
    arrived_once(stage, [case])


def test_much_work_goes_into_several_files(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = stage.device("wang")
    cases = [maker.report(shade) for shade in (10, 40, 70)]
    monkeypatch.setattr(packing, "PORTION_ACTS", 2)
    (tmp_path / "stick").mkdir()
    handed = packing.pack_all(maker.desk.store, tmp_path / "stick", maker.key)
    assert [each.acts for each in handed] == [2, 1]
    for each in handed:
        packing.settle(maker.desk.store, straight_in(stage, each.path))
    arrived_once(stage, cases)
    assert maker.left() == (0, 0, 0)
