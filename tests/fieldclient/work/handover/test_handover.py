"""Work that reaches the hub without its maker's network: by stick, by a colleague, straight into the hub; once, whoever comes first."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import msgspec
import pytest

from fieldclient.store.disk import Disk
from fieldclient.work.handover import carrying, packing
from sync.hub.bundles import Bundles
from sync.hub.service import HubService
from sync.protocol import bundle
from sync.protocol.problems import Code, Problem
from tests.fieldclient.work.handover.stage import Device, Stage
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
    damaged = tmp_path / f"damaged{bundle.SUFFIX if hasattr(bundle, 'SUFFIX') else '.fieldbundle'}"
    damaged.write_bytes(bytes(changed))
    with pytest.raises(Problem) as caught:
        straight_in(stage, damaged)
    assert caught.value.facts == {"reason": "damaged"}
    carrying.take(carrier.desk.store, damaged)  # a carrier cannot tell
    assert carrier.deliver() == []
    assert stage.rows("SELECT COUNT(*) FROM mutations")[0][0] == 0
    assert maker.sync().pushed == 1, "the maker's own is untouched"


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
