"""A hub over a real socket, and devices with keys around it that may be without a network for as long as they like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fieldclient.store.keys import unpack
from fieldclient.work import RealDesk, open_desk
from fieldclient.work.handover import carrying, packing
from fieldclient.work.signing_in import open_pass, sign_in
from sync.engine.clock import SystemClock
from sync.engine.cycle import run_cycle
from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.engine.trip import CycleReport
from sync.hub.http.server import HubServer
from sync.hub.service import HubService, LocalHub
from sync.protocol.bundle_shapes import Slip
from sync.protocol.feed import CaseChanged, CaseView
from sync.protocol.people import SignIn
from tests.released.save import photo
from tests.sync.hub.town import QUICK
from tests.sync.small_district import GRID, write_seed

SEED_MORE = """
[[people]]
login = "chen"
name = "Chen"
roles = ["collector"]
password = "chen-demo"
areas = ["370202001001001"]
"""


class Device:
    def __init__(self, folder: Path, url: str, login: str) -> None:
        self.folder = folder
        self.desk: RealDesk = open_desk(folder, reserve_bytes=0)
        stranger = HttpHub(Exchange(url, self.desk.device_id, lambda: None))
        signed_in = sign_in(stranger, login, f"{login}-demo", self.desk.device_id)
        self.session = signed_in.session
        info = stranger.hello()
        stranger.close()
        self.desk.signed_in(self.session)
        self.held = open_pass(signed_in.secret, self.session.hub_id, access=signed_in.access)
        kept = unpack(signed_in.secret)
        assert kept is not None
        self.key = kept[1]
        self.desk.sign_with(self.session.person.id, self.held.sign)
        self.desk.store.settings.note_hub(info)
        self.hub = HttpHub(Exchange(url, self.desk.device_id, self.held.credentials))

    def report(self, shade: int) -> str:
        """Far and near photo, a category, a place by hand; sealed. Its case."""
        draft = self.desk.new_draft()
        self.desk.save_field(draft.id, "subcategory", self.desk.subcategories()[0].code)
        self.desk.save_field(draft.id, "description", f"report {shade}")
        self.desk.place_by_hand(draft.id, *GRID)
        self.desk.add_photo_bytes(draft.id, photo(shade))
        self.desk.add_photo_bytes(draft.id, photo(shade + 1))
        return self.desk.submit(draft.id)

    def pack(self, folder: Path) -> packing.Handed:
        folder.mkdir(exist_ok=True)
        handed = packing.pack(self.desk.store, folder, self.key)
        assert handed is not None
        return handed

    def sync(self) -> CycleReport:
        report = run_cycle(self.hub, self.desk.queue, SystemClock())
        assert report.problem is None and not report.items, report
        return report

    def deliver(self) -> list[Slip]:
        return carrying.deliver_all(lambda job: job(self.desk.store), self.hub.bundles)

    def left(self) -> tuple[int, int, int]:
        status = self.desk.status()
        return status.waiting, status.travelling, status.attention

    def close(self) -> None:
        self.hub.close()
        self.desk.close()


class Stage:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.service = HubService(folder / "hub", hasher=QUICK)
        seed = write_seed(folder)
        seed.write_text(seed.read_text("utf-8") + SEED_MORE, "utf-8")
        self.service.load_seed(seed)
        self.server = HubServer(self.service, tick_s=3600)
        self.server.start()
        self.devices: list[Device] = []

    def device(self, login: str) -> Device:
        self.devices.append(Device(self.folder / f"device-{len(self.devices)}", self.server.url, login))
        return self.devices[-1]

    def serve_again(self) -> None:
        """After `server.stop`, at another port."""
        self.server = HubServer(self.service, tick_s=3600)
        self.server.start()

    def rows(self, query: str) -> list[Any]:
        with self.service.database.read() as connection:
            return list(connection.exec_driver_sql(query).all())

    def cases_of(self, login: str) -> dict[str, CaseView]:
        hub = LocalHub(self.service)
        hub.sign_in(SignIn(login=login, password=f"{login}-demo", device_id="looking"))
        page = hub.pull(None, limit=500)
        return {each.case.id: each.case for each in page.changes if isinstance(each, CaseChanged)}

    def close(self) -> None:
        for device in self.devices:
            device.close()
        self.server.stop()
        self.service.close()
