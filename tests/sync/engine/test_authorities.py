"""An organisation's own authority: trusted beside the public ones, for its hub alone; no check is ever weaker for it."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from sync.engine.authorities import read_authority, trust
from sync.engine.exchange import Exchange, Timeouts
from sync.engine.link import HttpHub
from sync.protocol.people import HubInfo
from sync.protocol.problems import Code, Problem
from sync.protocol.wire import encode
from tests.sync.engine.bad_server import OURS, BadServer, reply
from tests.sync.engine.certificate import Organisation, self_signed, serving_tls

NOW = datetime.now(UTC)
INFO = HubInfo(hub_id="hub-1", name="test", wire=1, wire_oldest=1, hub_time=NOW, catalogue_version=1)
HELLO = reply(200, OURS, encode(INFO))


def greet(server: BadServer, authority: str, host: str = "127.0.0.1") -> HubInfo:
    hub = HttpHub(Exchange(
        f"https://{host}:{server.server_port}", "device-1", lambda: "t", timeouts=Timeouts(connect_s=60, read_s=60, total_s=60),
        authority=authority,
    ))
    try:
        return hub.hello()
    finally:
        hub.close()


def refused(server: BadServer, authority: str, host: str = "127.0.0.1") -> Code:
    with pytest.raises(Problem) as caught:
        greet(server, authority, host)
    assert server.requests == [], "something was sent"
    return caught.value.code


def test_a_hub_of_the_organisation_is_reached_and_only_with_its_authority(tmp_path: Path) -> None:
    ours, others = Organisation(), Organisation("Somebody else")
    with serving_tls(HELLO, tmp_path, ours.server(tmp_path)) as server:
        assert refused(server, "") is Code.TLS_FAILED
        assert refused(server, others.pem.decode()) is Code.TLS_FAILED
        assert greet(server, read_authority(ours.pem, NOW).pem) == INFO


def test_the_name_is_checked_as_always(tmp_path: Path) -> None:
    ours = Organisation()
    with serving_tls(HELLO, tmp_path, ours.server(tmp_path, "hub.example")) as server:
        assert refused(server, ours.pem.decode()) is Code.TLS_FAILED


def test_public_authorities_stay_trusted() -> None:
    alone, more = ssl.create_default_context(), trust(Organisation().pem.decode())
    assert more.cert_store_stats()["x509_ca"] == alone.cert_store_stats()["x509_ca"] + 1
    assert more.verify_mode is ssl.CERT_REQUIRED and more.check_hostname


def test_both_ways_of_writing_a_certificate_are_read() -> None:
    ours = Organisation()
    one, two = read_authority(ours.pem, NOW), read_authority(ours.certificate.public_bytes(Encoding.DER), NOW)
    assert one == two
    assert one.name == "City office root" and len(one.fingerprint) == 95 and one.good_until > NOW


def test_what_is_no_authority_is_told_apart(tmp_path: Path) -> None:
    site = self_signed(tmp_path).read_bytes()
    alone = site[site.index(b"-----BEGIN CERTIFICATE"):]
    cases = {
        "private_key": site, "not_authority": alone, "expired": Organisation(days=-2).pem, "unreadable": b"hello",
        "too_large": b"x" * 70_000,
    }
    for reason, raw in cases.items():
        with pytest.raises(Problem) as caught:
            read_authority(raw, NOW)
        assert (caught.value.code, caught.value.facts) == (Code.AUTHORITY_INVALID, {"reason": reason}), reason
    with pytest.raises(Problem):
        read_authority(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", NOW)
