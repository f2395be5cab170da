"""Tiles onto the device and areas taken along: a real hub over a real socket, real files, a line that is cut."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pmtiles.tile import deserialize_header

from fieldclient.geo.mercator import Tile, to_plane
from fieldclient.geo.tile_files import open_tiles
from fieldclient.store.tile_sets import TakeState
from fieldclient.ui.words import Words
from fieldclient.work import RealDesk, open_desk
from fieldclient.work.maps.views import Estimate, Looked
from sync.engine.exchange import Exchange
from sync.engine.link import HttpHub
from sync.hub.http.server import HubServer
from sync.hub.service import HubService, LocalHub
from sync.protocol.people import SignIn
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem
from tests.fieldclient.geo.tile_making import QINGDAO, picture, write_mbtiles, write_pmtiles
from tests.ui.district import QUICK, SEED

RING = ((36.060, 120.365), (36.060, 120.380), (36.072, 120.380), (36.072, 120.365))


class Town:
    """A hub that offers a map, and a device that is signed in there."""

    def __init__(self, folder: Path) -> None:
        self.service = HubService(folder / "hub", lambda: datetime.now(UTC), hasher=QUICK)
        self.service.load_seed(SEED)
        self.source = write_mbtiles(folder / "source.mbtiles", lambda tile: picture(tile) + bytes(tile.x % 7 * 400))
        self.offer = self.service.tiles.add(self.source, "市南区", Datum.GCJ02)
        self.server = HubServer(self.service).start()
        self.folder = folder / "device"
        self.desk = self._open()
        session = LocalHub(self.service).sign_in(
            SignIn(login="wangfang", password="wangfang-demo", device_id=self.desk.device_id))
        self.token = session.token
        self.desk.signed_in(session)
        self.away = False

    def _open(self) -> RealDesk:
        desk = open_desk(self.folder, reserve_bytes=0)
        self.news = threading.Event()
        desk.maps.listen(self.news.set)
        return desk

    def again(self) -> None:
        """As after a kill: another process opens the folder."""
        self.desk.close()
        self.desk = self._open()

    def hub(self) -> HttpHub | None:
        if self.away:
            return None
        return HttpHub(Exchange(self.server.url, self.desk.device_id, lambda: self.token))

    def go(self, open_hub: Callable[[], Any] | None = None) -> None:
        self.desk.maps.begin(open_hub or self.hub)

    def ask(self, question: Callable[[Callable[..., None]], None]) -> Any:
        answers: list[Any] = []
        came = threading.Event()

        def done(*answer: Any) -> None:
            answers.append(answer)
            came.set()

        question(done)
        assert came.wait(30)
        return answers[0]

    def estimate(self) -> Estimate:
        found = self.ask(lambda done: self.desk.maps.ask_maps(self.desk.maps.estimate(RING, "here"), done))
        assert isinstance(found[0], Estimate)
        return found[0]

    def until(self, state: TakeState) -> None:
        for _ in range(600):
            takes = self.desk.maps.takes()
            if takes and takes[0].state == state.value:
                return
            self.news.wait(0.05)
            self.news.clear()
        raise AssertionError([take for take in self.desk.maps.takes()])


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.desk.close()
    made.server.stop()
    made.service.close()


def bring_in(town: Town, path: Path, datum: Datum = Datum.WGS84) -> Any:
    return town.ask(lambda done: town.desk.maps.courier.bring_in(path, datum, "", done))


@pytest.mark.parametrize("make", [write_mbtiles, write_pmtiles])
def test_a_file_is_brought_in_with_its_datum_and_stays_after_a_kill(town: Town, tmp_path: Path, make: Any) -> None:
    path = make(tmp_path / "given.tiles")
    looked = town.desk.maps.look_into(path)
    assert (looked.kind, looked.size_bytes) == ("raster", path.stat().st_size) and isinstance(looked, Looked)
    held, problem = bring_in(town, path, Datum.GCJ02)
    assert problem is None and held.datum is Datum.GCJ02
    path.unlink()  # the stick is pulled out
    town.again()
    (scene,) = town.desk.maps.scene().tiles
    assert scene[1] is Datum.GCJ02
    file = open_tiles(Path(scene[0]))
    tile = Tile(12, *(int(part * 4096) for part in to_plane(36.07, 120.38)))
    assert file.tile(tile) == picture(tile)
    file.close()
    assert [row.name for row in town.desk.maps.tile_sets()] == [looked.name]
    town.desk.maps.show_tiles(held.id, False)
    assert town.desk.maps.scene().tiles == ()
    town.desk.maps.remove_tiles(held.id)
    assert list(town.desk.store.tile_sets.folder.iterdir()) == []


BAD = [
    (b"no tiles at all" * 10, "kind"), (b"PMTiles\x03" + bytes(119), "packing"), (b"PMTiles\x02" + bytes(119), "damaged"),
    (b"SQLite format 3\0" + bytes(4000), "damaged"), (b"", "kind"),
]


def test_a_bad_file_is_one_sentence_and_leaves_nothing(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "bad"
    for content, reason in BAD:
        path.write_bytes(content)
        with pytest.raises(Problem) as caught:
            town.desk.maps.look_into(path)
        held, problem = bring_in(town, path)
        assert held is None and problem.facts == caught.value.facts == {"reason": reason}
        for language in ("zh", "en"):
            assert "{" not in Words(language).sentence(problem)
    assert town.desk.maps.tile_sets() == ()
    folder = town.desk.store.tile_sets.folder
    assert not folder.exists() or list(folder.iterdir()) == []


def test_the_hub_offers_and_a_cut_package_goes_on_where_it_was(town: Town) -> None:
    town.go()
    offers, problem = town.ask(town.desk.maps.ask_offers)
    assert problem is None and [offer.name for offer in offers] == ["市南区"] and offers[0].datum is Datum.GCJ02
    asked: list[int] = []

    class Cutting:
        """Brings some of it, then the line is gone."""

        def __init__(self, hub: HttpHub, most: int) -> None:
            self._hub, self._most, self.tiles, self.download, self.close = hub, most, self, hub.download, hub.close

        def whole(self, sha256: str, offset_bytes: int) -> Iterator[bytes]:
            asked.append(offset_bytes)
            left = self._most
            for piece in self._hub.tiles.whole(sha256, offset_bytes):
                yield piece[:left]
                left -= len(piece)
                if left <= 0:
                    raise Problem(Code.NO_NETWORK)

    town.go(lambda: Cutting(town.hub(), 4000) if len(asked) < 1 else None)
    town.desk.maps.take_package(offers[0])
    for _ in range(200):
        if asked and town.desk.maps.courier.waiting:
            break
        town.news.wait(0.05)
        town.news.clear()
    part = town.desk.store.tile_sets.folder / f"{offers[0].sha256}.part"
    assert asked == [0] and part.stat().st_size == 4000
    assert town.desk.maps.takes()[0].waiting
    town.again()
    town.go(lambda: Cutting(town.hub(), 1 << 30))
    town.until(TakeState.DONE)
    assert asked == [0, 4000]
    (held,) = town.desk.maps.tile_sets()
    assert held.id == offers[0].sha256 and held.source == "hub" and held.datum is Datum.GCJ02 and not part.exists()


def test_a_package_with_another_hash_is_not_kept(town: Town) -> None:
    town.go()
    (offers, _) = town.ask(town.desk.maps.ask_offers)
    path = town.service.tiles.path(offers[0].sha256)
    data = path.read_bytes()
    path.write_bytes(data[:-5] + bytes([data[-5] ^ 1]) + data[-4:])
    take_id = town.desk.maps.take_package(offers[0])
    town.until(TakeState.FAILED)  # megabytes are not fetched anew by themselves, for ever
    assert "other_bytes" in str(town.desk.maps.takes()[0].problem) and town.desk.maps.tile_sets() == ()
    path.write_bytes(data)
    town.desk.maps.go_on(take_id)
    town.until(TakeState.DONE)


def test_the_size_is_said_before_and_is_what_comes(town: Town) -> None:
    town.go()
    found = town.estimate()
    (part,) = found.maps
    assert found.away is None and found.size_bytes == part.size_bytes > 0
    whole = open_tiles(town.service.tiles.path(part.offer.sha256))
    fetched: list[int] = []

    class Counting:
        def __init__(self, hub: HttpHub) -> None:
            self._hub, self.tiles, self.download, self.close = hub, self, hub.download, hub.close

        def part(self, sha256: str, offset: int, length: int) -> bytes:
            fetched.append(length)
            return self._hub.tiles.part(sha256, offset, length)

    town.go(lambda: Counting(town.hub()))
    town.desk.maps.take(found)
    town.until(TakeState.DONE)
    (view,) = town.desk.maps.tile_sets()
    assert view.source == "area" and view.name == "市南区" and view.datum is Datum.GCJ02
    area = open_tiles(Path(town.desk.maps.scene().tiles[0][0]))
    inside = Tile(15, *(int(each * 2**15) for each in to_plane(36.066, 120.372)))
    assert area.tile(inside) == whole.tile(inside) is not None
    far = Tile(15, *(int(each * 2**15) for each in to_plane(QINGDAO[2] - 0.001, QINGDAO[3] - 0.001)))
    assert whole.tile(far) is not None and area.tile(far) is None
    assert sum(fetched) < town.offer.size_bytes + 40_000
    area.close()
    whole.close()
    take = town.desk.maps.takes()[0]
    assert take.done_bytes == take.all_bytes == found.size_bytes


def test_pause_goes_on_after_a_kill_and_cancel_takes_it_away(town: Town) -> None:
    town.go()
    found = town.estimate()
    held = threading.Event()
    asked: list[tuple[int, int]] = []

    class Slow:
        def __init__(self, hub: HttpHub) -> None:
            self._hub, self.tiles, self.download, self.close = hub, self, hub.download, hub.close

        def part(self, sha256: str, offset: int, length: int) -> bytes:
            asked.append((offset, length))
            if offset > 20_000 and not held.is_set():
                take = town.desk.maps.takes()[0]
                town.desk.maps.pause(take.id)
                held.set()
            return self._hub.tiles.part(sha256, offset, length)

    import fieldclient.work.maps.taking as taking

    before, taking.MOST_BYTES = taking.MOST_BYTES, 3000
    try:
        town.go(lambda: Slow(town.hub()))
        take_id = town.desk.maps.take(found)
        assert held.wait(30)
        town.until(TakeState.PAUSED)
        town.again()
        data_at = deserialize_header(town.service.tiles.path(town.offer.sha256).read_bytes()[:127])["tile_data_offset"]
        first, asked[:] = {each for each in asked if each[0] >= data_at}, []
        assert town.desk.maps.takes()[0].state == "paused" and len(first) > 2
        town.go(lambda: Slow(town.hub()))
        town.desk.maps.go_on(take_id)
        town.until(TakeState.DONE)
    finally:
        taking.MOST_BYTES = before
    assert len(first & set(asked)) <= 1  # what came was kept, but for what was under way
    town.desk.maps.give_up(take_id)
    assert town.desk.maps.takes() == () and town.desk.maps.tile_sets() == ()
    town.again()
    town.go()
    assert [path.name for path in town.desk.store.tile_sets.folder.iterdir()] == []


def test_offline_says_so_and_what_is_known_here_is_said(town: Town) -> None:
    town.away = True
    town.go()
    found = town.estimate()
    assert found.away is not None and found.away.code is Code.NO_NETWORK and found.maps == ()
    with pytest.raises(Problem) as caught:
        town.desk.maps.estimate(((30.0, 110.0), (30.0, 112.0), (32.0, 112.0)))
    assert caught.value.code is Code.LIMIT_REACHED


def test_nobody_goes_on_with_another_persons_area(town: Town) -> None:
    town.away = True
    town.go()
    take_id = town.desk.maps.take(town.estimate())
    other = LocalHub(town.service).sign_in(SignIn(login="liuyang", password="liuyang-demo", device_id=town.desk.device_id))
    town.desk.signed_in(other)
    assert town.desk.maps.takes() == ()
    with pytest.raises(Problem):
        town.desk.maps.give_up(take_id)
