"""A hub that announces the open protocol and no stream: files go by tus, the receipt is the hub's word as ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from sync.engine.tus import TusClient
from sync.hub.http.server import HubServer
from sync.hub.service import HubService
from sync.protocol.problems import Code
from tests.sync.small_district import COLLECTOR, write_seed
from tests.sync.test_real_ends import Device, seen_by


def test_files_go_by_tus_and_go_on_after_a_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.hub.service.FEATURES", ("tus1",))
    service = HubService(tmp_path / "hub", hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    service.load_seed(write_seed(tmp_path))
    appended: list[int] = []
    append, device = TusClient.append, None

    def counted(self: TusClient, location: str, offset_bytes: int, data: bytes) -> int | None:
        appended.append(len(data))
        if len(appended) == 2 and device is not None:
            device.http.cut()
        return append(self, location, offset_bytes, data)

    monkeypatch.setattr(TusClient, "append", counted)
    with HubServer(service, tick_s=3600) as server:
        device = Device(tmp_path / "device", server.url, COLLECTOR)
        case_id = device.report(1)
        first = device.cycle()
        assert first.problem is None or first.problem.code is Code.NO_NETWORK
        device.until_quiet()
        assert appended and device.desk.status().waiting == 0
        assert all(media.arrived for media in seen_by(service, COLLECTOR, {case_id})[case_id].media)
        assert device.cycle().moved_nothing
        device.close()
    service.close()
