"""What is signed, how it is written down, and which proofs fit which request."""

from __future__ import annotations

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol import identity
from sync.protocol.identity import PROOF_WINDOW_S, Proof, ProofFault

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
NOW = 1_700_000_000.0
FITS = Proof(
    key=identity.key_id(PUBLIC), hub="hub-1", method="POST", path="/v1/mutations", at=NOW, nonce="n" * 22,
    refresh=identity.token_hash("r"),
)


def test_a_key_has_one_name_that_nobody_chooses() -> None:
    assert identity.key_id(PUBLIC) == identity.key_id(PUBLIC) != identity.key_id(bytes(32))
    assert identity.raw(identity.key_id(PUBLIC), identity.KEY_ID_BYTES) is not None


def test_a_signature_is_written_and_read_back() -> None:
    signature = KEY.sign(b"x")
    told = identity.join_signature(identity.key_id(PUBLIC), signature)
    assert identity.split_signature(told) == (identity.key_id(PUBLIC), signature)


@pytest.mark.parametrize("told", [
    "", ".", "a.b", "x" * 22 + ".", identity.key_id(PUBLIC), identity.key_id(PUBLIC) + "." + "A" * 85,
    identity.key_id(PUBLIC) + "." + "A" * 86 + "=", "键." + "A" * 86, identity.key_id(PUBLIC) + "." + "A" * 85 + "B",
])
def test_what_is_no_signature_of_ours_is_none(told: str) -> None:
    assert identity.split_signature(told) is None


def test_one_kind_of_statement_cannot_be_passed_off_as_another() -> None:
    heads = {
        identity.act_statement(b"{}").partition(b"\n")[0], identity.proof_statement(b"{}").partition(b"\n")[0],
        identity.enrolment_statement("a", "b", "c").partition(b"\n")[0],
    }
    assert len(heads) == 3


@pytest.mark.parametrize(("changed", "fault"), [
    ({}, None),
    ({"at": NOW + PROOF_WINDOW_S}, None),
    ({"at": NOW - PROOF_WINDOW_S}, None),
    ({"at": NOW + PROOF_WINDOW_S + 1}, ProofFault.TIME),
    ({"at": NOW - 7 * 3600}, ProofFault.TIME),
    ({"at": float("nan")}, ProofFault.TIME),
    ({"hub": "hub-2"}, ProofFault.REQUEST),
    ({"method": "GET"}, ProofFault.REQUEST),
    ({"path": "/v1/devices/end"}, ProofFault.REQUEST),
    ({"refresh": identity.token_hash("another")}, ProofFault.REQUEST),
    ({"nonce": "short"}, ProofFault.REQUEST),
    ({"nonce": "n" * 65}, ProofFault.REQUEST),
])
def test_which_proof_fits(changed: dict[str, object], fault: ProofFault | None) -> None:
    proof = msgspec.structs.replace(FITS, **changed)
    found = identity.fault_of(proof, hub="hub-1", method="POST", path="/v1/mutations", refresh="r", at=NOW)
    assert found is fault


def test_an_authorization_is_written_and_read_back() -> None:
    raw = msgspec.json.encode(FITS)
    told = identity.join_authorization("r", raw, KEY.sign(identity.proof_statement(raw)))
    scheme, _, rest = told.partition(" ")
    found = identity.split_authorization(rest)
    assert scheme == identity.SCHEME and found is not None
    assert (found.refresh, found.proof, found.statement) == ("r", FITS, raw)


@pytest.mark.parametrize("told", ["", "a.b", "a.b.c", "x" * 5000, "r.e30." + "A" * 86, ".e30." + "A" * 86, "ü.e30." + "A" * 86])
def test_what_is_no_proof_is_none(told: str) -> None:
    assert identity.split_authorization(told) is None
