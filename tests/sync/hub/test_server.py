"""The listening hub: many who wait, stopping, starting again, and TLS."""

from __future__ import annotations

import http.client
import json
import select
import socket
import time
from pathlib import Path

import pytest
import requests

from sync.hub.http.server import HubServer
from sync.protocol import wire
from sync.protocol.problems import Code, Problem
from tests.sync.engine.certificate import self_signed
from tests.sync.hub.test_http import Line, line, server
from tests.sync.hub.town import Town

__all__ = ["line", "server"]


@pytest.fixture
def long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub holds a question for longer than a test lasts: that it answers is for another reason."""
    monkeypatch.setattr("sync.hub.http.app.MAX_WAIT_S", 600.0)


def test_waiting_devices_do_not_use_up_the_hub(
    town: Town, server: HubServer, line: Line, long_waits: None
) -> None:
    """A hundred tablets wait for news; somebody else still gets an answer at once, and all hear of the news."""
    cursor = town["liuyang"].pull_all()[1]
    other = Line(town, server, "liuyang")
    waiting = []
    for _ in range(100):
        connection = http.client.HTTPConnection(server.host, server.port, timeout=100)
        connection.request("GET", f"{wire.PATH_PULL}?wait_s=600&cursor={cursor}", headers=other.headers)
        waiting.append(connection)
    assert line.ask("GET", wire.PATH_HELLO).status_code == 200
    assert select.select([connection.sock for connection in waiting], [], [], 0)[0] == []
    line.device.report()
    for connection in waiting:
        with connection.getresponse() as answer:
            assert json.loads(answer.read())["changes"]
        connection.close()
    other.session.close()


def test_a_hub_that_cannot_answer_does_not_start_and_says_why(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("a table is gone")

    monkeypatch.setattr(town.service, "hello", broken)
    server = HubServer(town.service, tick_s=3600)
    with pytest.raises(OSError, match="a table is gone"):
        server.start()
    assert "the hub cannot answer" in caplog.text and "a table is gone" in caplog.text
    with socket.create_server((server.host, server.port)):
        pass  # the port is free again
    monkeypatch.setattr(town.service, "hello", lambda: (_ for _ in ()).throw(Problem(Code.HUB_BUSY)))
    with HubServer(town.service, tick_s=3600) as busy:
        assert requests.get(f"{busy.url}/v1/hello", timeout=10).status_code == 503, "it may be able to later"


def test_stopping_ends_a_wait_at_once(town: Town, long_waits: None) -> None:
    town["liuyang"].pull_all()
    with HubServer(town.service, tick_s=3600) as server:
        line = Line(town, server, "liuyang")
        cursor = town["liuyang"].pull_all()[1]
        connection = http.client.HTTPConnection(server.host, server.port, timeout=100)
        connection.request("GET", f"{wire.PATH_PULL}?wait_s=600&cursor={cursor}", headers=line.headers)
        time.sleep(0.3)
    connection.close()
    line.session.close()


def test_over_tls(town: Town, tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    with HubServer(town.service, tick_s=3600, certificate=certificate) as server:
        assert server.url.startswith("https://")
        answer = requests.get(server.url + wire.PATH_HELLO, verify=str(certificate), timeout=60)
        assert answer.json()["hub_id"] == town.service.hub_id


def test_stopped_and_started_on_the_same_port(town: Town) -> None:
    """What the 'no signal' switch of a demonstration and every restart of a real hub do."""
    port = 0
    for _ in range(3):
        with HubServer(town.service, port=port, tick_s=3600) as server:
            assert requests.get(server.url + wire.PATH_HELLO, timeout=60).status_code == 200
            port = server.port
        with pytest.raises(requests.exceptions.ConnectionError):
            requests.get(server.url + wire.PATH_HELLO, timeout=60)
