"""Two devices on one network without a hub: with the code it goes over and comes back, without it nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from fieldclient.work.handover import lan, packing
from sync.protocol.problems import Code, Problem
from tests.fieldclient.work.handover.stage import Device, Stage
from tests.fieldclient.work.handover.test_handover import arrived_once


@pytest.fixture
def pair(stage: Stage) -> tuple[Device, Device]:
    return stage.device("wang"), stage.device("chen")


@pytest.fixture
def receiver(pair: tuple[Device, Device]) -> Iterator[lan.Receiver]:
    made = lan.receiver_for(pair[1].desk.store, host="127.0.0.1")
    yield made
    made.close()


def refused(ask, *arguments: object) -> Code:
    with pytest.raises(Problem) as caught:
        ask(*arguments)
    return caught.value.code


def test_reports_go_over_to_a_colleague_and_the_receipts_come_back(
    stage: Stage, pair: tuple[Device, Device], receiver: lan.Receiver, tmp_path: Path
) -> None:
    maker, carrier = pair
    cases = [maker.report(10), maker.report(40)]
    handed = maker.pack(tmp_path / "out")
    address = f"127.0.0.1:{receiver.port}"
    for _ in range(2):  # the answer may get lost: once more is harmless
        lan.send(address, receiver.code, handed.path, handed.bundle)
    assert [each.bundle for each in carrier.desk.store.bundles.carried()] == [handed.bundle]
    assert refused(lan.fetch_slip, address, receiver.code, handed.bundle) is Code.MEDIA_MISSING
    carrier.deliver()
    arrived_once(stage, cases)
    packing.settle(maker.desk.store, lan.fetch_slip(address, receiver.code, handed.bundle))
    assert maker.left() == (0, 0, 0)


def test_five_wrong_codes_end_it_for_the_right_one_too(
    pair: tuple[Device, Device], receiver: lan.Receiver, tmp_path: Path
) -> None:
    maker, carrier = pair
    maker.report(10)
    handed = maker.pack(tmp_path / "out")
    address = f"127.0.0.1:{receiver.port}"
    for _ in range(lan.WRONG_TRIES):
        assert refused(lan.send, address, "00000000", handed.path, handed.bundle) is Code.FORBIDDEN
    assert refused(lan.send, address, receiver.code, handed.path, handed.bundle) is Code.FORBIDDEN
    assert carrier.desk.store.bundles.carried() == []


def test_a_proof_counts_once_and_for_what_it_was_made(
    pair: tuple[Device, Device], receiver: lan.Receiver, tmp_path: Path
) -> None:
    maker, carrier = pair
    maker.report(10)
    handed = maker.pack(tmp_path / "out")
    url = f"http://127.0.0.1:{receiver.port}{lan.PATH}"
    nonce = requests.get(url, timeout=60).json()["nonce"]
    raw = handed.path.read_bytes()
    proof = lan.proof(receiver.code, nonce, f"{handed.bundle} {len(raw)} {'0' * 64}")
    headers = {"X-Nonce": nonce, "X-Proof": proof, "X-Sha256": "0" * 64}
    first = requests.put(f"{url}/{handed.bundle}", data=raw, headers=headers, timeout=60)
    assert first.status_code == 422 and first.json()["facts"] == {"reason": "damaged"}
    assert requests.put(f"{url}/{handed.bundle}", data=raw, headers=headers, timeout=60).status_code == 403
    assert carrier.desk.store.bundles.carried() == [] and receiver.taken == []
    assert requests.put(f"{url}/../../etc/passwd", data=b"x", headers=headers, timeout=60).status_code == 404


def test_nobody_there_is_no_network(tmp_path: Path) -> None:
    path = tmp_path / "x.fieldbundle"
    path.write_bytes(b"x")
    assert refused(lan.send, "127.0.0.1:9", "1", path, "x") is Code.NO_NETWORK


def test_codes_are_eight_digits_and_an_address_is_known() -> None:
    assert {len(lan.new_code()) for _ in range(50)} == {8}
    assert lan.own_address().count(".") == 3
