"""An original that was cleared away here comes back from the hub when somebody asks for it: by right, whole, and only then."""

from __future__ import annotations

from datetime import timedelta

from fieldclient.work import storage
from sync.engine.cycle import run_cycle
from sync.engine.lanes import Around, Network, TravelRules
from sync.protocol.media import Shot
from sync.protocol.problems import Code, Problem
from tests.fieldclient.store.making import photo, sha
from tests.fieldclient.work.world import GRID, Steady, Tablet, World

FAR, NEAR = photo(1), photo(2)


def cleared_away(world: World) -> tuple[Tablet, str]:
    """A report whose photos the hub has, and which are not here any more."""
    wang = world.tablet("wang")
    draft = wang.desk.new_draft()
    wang.desk.save_field(draft.id, "subcategory", "C01-01")
    wang.desk.place_by_hand(draft.id, *GRID)
    wang.desk.add_photo_bytes(draft.id, FAR, shot=Shot.FAR)
    wang.desk.add_photo_bytes(draft.id, NEAR, shot=Shot.NEAR)
    case_id = wang.desk.submit(draft.id)
    wang.sync()
    wang.sync()
    world.go(days=31)
    assert sum(storage.clear(wang.desk.store, sha(each), 30) for each in (FAR, NEAR)) == len(FAR) + len(NEAR)
    return wang, case_id


def here(tablet: Tablet, data: bytes) -> bool:
    media = tablet.desk.store.media.get(sha(data))
    return media is not None and not media.missing and media.path.read_bytes() == data


def test_only_what_is_asked_for_comes_back(world: World) -> None:
    wang, case_id = cleared_away(world)
    wang.sync()
    assert not here(wang, FAR) and not here(wang, NEAR), "what was cleared away stays away by itself"
    absent = wang.desk.closely.absent(sha(FAR))
    assert absent is not None and (absent.size_bytes, absent.asked) == (len(FAR), False)
    wang.desk.closely.fetch_again(sha(FAR))
    wang.power_cut()
    absent = wang.desk.closely.absent(sha(FAR))
    assert absent is not None and absent.asked, "also after a power cut"
    wang.sync()
    assert here(wang, FAR) and not here(wang, NEAR) and wang.desk.closely.absent(sha(FAR)) is None
    assert wang.desk.store.queue().wanted_downloads() == []
    assert next(each for each in wang.desk.case(case_id).before if each.sha256 == sha(FAR)).preview is False


def test_it_waits_for_a_network_that_the_rules_allow(world: World) -> None:
    wang, _ = cleared_away(world)
    wang.desk.waiting.set_rules(TravelRules(when_it_costs=False))
    wang.desk.closely.fetch_again(sha(FAR))
    for network, came in ((Network.MOBILE, False), (Network.WIFI, True)):
        run_cycle(wang.hub, wang.desk.queue, Steady(wang.clock), around=lambda network=network: Around(network=network))
        assert here(wang, FAR) is came


def test_what_somebody_may_not_see_cannot_be_asked_for(world: World) -> None:
    cleared_away(world)
    zhao = world.tablet("zhao")
    zhao.sync()
    zhao.desk.closely.fetch_again(sha(FAR))
    assert zhao.desk.closely.absent(sha(FAR)) is None and zhao.desk.store.queue().wanted_downloads() == []


def test_why_it_did_not_come_is_told_and_asking_again_tries_at_once(world: World) -> None:
    wang, _ = cleared_away(world)
    wang.desk.closely.fetch_again(sha(FAR))
    store = wang.desk.store
    store.queue().download_back(sha(FAR), Problem(Code.MEDIA_MISSING, sha256=sha(FAR)), wang.clock() + timedelta(hours=3))
    absent = wang.desk.closely.absent(sha(FAR))
    assert absent is not None and absent.problem is not None and absent.problem.code is Code.MEDIA_MISSING
    wang.desk.closely.fetch_again(sha(FAR))
    assert [each.next_try_at for each in store.queue().wanted_downloads()] == [None]
    wang.sync()
    assert here(wang, FAR)
