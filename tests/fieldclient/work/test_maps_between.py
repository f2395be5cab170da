"""Areas and packages that are on their way, when something comes between: the hub, the disk, a pause, another person."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from fieldclient.store.tile_sets import TakeState
from fieldclient.ui.words import Words
from fieldclient.work.maps import taking
from sync.engine.link import HttpHub
from sync.hub.service import LocalHub
from sync.protocol.people import SignIn
from sync.protocol.position import Datum
from sync.protocol.problems import Code, Problem
from sync.protocol.tiles import TileOffers
from tests.fieldclient.work.test_maps import Town, town

__all__ = ["town"]


def test_a_package_that_is_offered_no_more_holds_up_no_other(town: Town) -> None:  # noqa: F811
    town.away = True
    town.go()
    gone, here = town.offer, town.service.tiles.add(town.source, "other name", Datum.WGS84)
    town.desk.maps.take_package(msgspec.structs.replace(gone, sha256="0" * 64))
    town.desk.maps.take_package(here)
    town.away = False
    town.go()
    town.until(TakeState.DONE)
    assert [(take.state, str(take.problem or "")) for take in town.desk.maps.takes()] == [
        ("done", ""), ("failed", "tiles_invalid(reason=gone)")]
    for language, word in (("zh", "不再提供"), ("en", "no more")):
        assert word in Words(language).sentence(town.desk.maps.takes()[1].problem)


def test_an_area_file_that_the_disk_has_spoilt_is_said_and_begun_anew(town: Town) -> None:  # noqa: F811
    town.away = True
    town.go()
    town.away = False
    found = town.estimate()
    town.away = True
    take_id = town.desk.maps.take(found)
    folder = town.desk.store.tile_sets.folder
    folder.mkdir(exist_ok=True)
    (folder / f"area-{take_id}-{town.offer.sha256[:12]}.tiles").write_bytes(b"no database" * 1000)
    town.away = False
    town.go()
    town.until(TakeState.FAILED)
    problem = town.desk.maps.takes()[0].problem
    assert problem is not None and problem.code is Code.DISK_FAILED
    town.desk.maps.go_on(take_id)
    town.until(TakeState.DONE)
    assert [view.source for view in town.desk.maps.tile_sets()] == ["area"]


def test_what_is_paused_while_the_way_is_opened_fetches_nothing(town: Town) -> None:  # noqa: F811
    town.go()
    found = town.estimate()

    def open_hub() -> Any:
        for take in town.desk.maps.takes():
            town.desk.maps.pause(take.id)
        return town.hub()

    town.go(open_hub)
    town.desk.maps.take(found)
    town.ask(lambda done: town.desk.maps.courier.beside(lambda: None, done))  # the thread is through with what came before
    assert town.desk.maps.takes()[0].state == "paused" and town.desk.maps.tile_sets() == ()


def test_somebody_elses_area_is_not_fetched_on_after_the_tablet_changed_hands(town: Town) -> None:  # noqa: F811
    town.go()
    found = town.estimate()
    other = LocalHub(town.service).sign_in(SignIn(login="liuyang", password="liuyang-demo", device_id=town.desk.device_id))
    fetched: list[int] = []

    class Handing:
        def __init__(self, hub: HttpHub) -> None:
            self._hub, self.tiles, self.download, self.close = hub, self, hub.download, hub.close

        def part(self, sha256: str, offset: int, length: int) -> bytes:
            if offset > 20_000:
                fetched.append(offset)
                town.desk.signed_in(other)
            return self._hub.tiles.part(sha256, offset, length)

    before, taking.MOST_BYTES = taking.MOST_BYTES, 3000
    try:
        town.go(lambda: Handing(town.hub()))
        town.desk.maps.take(found)
        town.ask(lambda done: town.desk.maps.courier.beside(lambda: None, done))
    finally:
        taking.MOST_BYTES = before
    assert len(fetched) == 1 and [take.state for take in town.desk.store.tile_sets.takes("wangfang")] == [TakeState.RUNNING]


def test_a_hub_of_an_older_release_has_no_maps_and_is_not_said_to_be_away(town: Town) -> None:  # noqa: F811
    def old(hub: HttpHub) -> HttpHub:
        hub.tiles.offers = none  # type: ignore[method-assign]
        return hub

    def none() -> TileOffers:
        raise Problem(Code.BODY_INVALID, field="path")

    info = LocalHub(town.service).hello()
    town.desk.store.settings.note_hub(msgspec.structs.replace(info, features=("keys", "signed")))
    town.go(lambda: old(town.hub() or pytest.fail()))
    assert town.estimate().maps == () and town.estimate().away is None
    assert town.ask(town.desk.maps.ask_offers) == ((), None)
    town.desk.store.settings.note_hub(info)
    assert town.ask(town.desk.maps.ask_offers)[1].code is Code.BODY_INVALID
