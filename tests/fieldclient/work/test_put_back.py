"""The hub's disk failed and yesterday's copy was put back: the tablets bring again what came since."""

from __future__ import annotations

import shutil

from argon2 import PasswordHasher

from fieldclient.work.views import Delivery, Lookup
from sync.hub.command import main as hub_command
from sync.hub.service import HubService, LocalHub
from sync.protocol.lifecycle import Act, Stage
from sync.protocol.problems import Code
from tests.fieldclient.work.test_story import file_report, stages
from tests.fieldclient.work.world import World


def stop(world: World) -> None:
    world.hub.close()


def start(world: World) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    world.hub = HubService(world.folder / "hub", world.clock, hasher=hasher)
    for tablet in world.tablets:
        tablet.hub = LocalHub(world.hub, tablet.hub.token)


def test_what_came_after_the_copy_is_brought_again(world: World) -> None:
    wang, liu = world.tablet("wang"), world.tablet("liu")
    old = file_report(wang, 1)
    wang.sync()
    liu.sync()
    stop(world)
    shutil.copytree(world.folder / "hub", world.folder / "copy")
    start(world)

    lost = file_report(wang, 2)
    liu.desk.act(old, Act.RECEIVE)
    wang.sync()
    liu.sync()
    assert stages(wang, lost) == (Stage.DISPATCHED, Delivery.ARRIVED)
    assert stages(liu, old)[0] is Stage.HANDLING

    stop(world)
    shutil.rmtree(world.folder / "hub")
    shutil.copytree(world.folder / "copy", world.folder / "hub")
    assert hub_command(["restored", "--data", str(world.folder / "hub")]) == 0
    start(world)
    for tablet in (wang, liu):
        tablet.sync()  # it learns what is gone
        assert tablet.desk.status().waiting == (2 if tablet is wang else 1)  # whatever it took once is told again
        again = tablet.sync()
        assert (again.applied, tablet.desk.status().waiting) == (1, 0)
        assert again.files_sent == (2 if tablet is wang else 0)
        assert tablet.sync().pushed == 0
    wang.sync()
    assert stages(wang, lost) == (Stage.DISPATCHED, Delivery.ARRIVED)
    assert stages(liu, old) == (Stage.HANDLING, Delivery.ARRIVED)
    assert {row.id for row in wang.desk.cases(Lookup(which="mine"))} == {old, lost}


def test_a_report_sent_again_from_a_draft_that_was_found_again_makes_no_second_case(world: World) -> None:
    wang = world.tablet("wang")
    case_id = file_report(wang)
    wang.sync()
    store = wang.desk.store
    with store.database.change():  # as after damage: the act is gone, the draft is open again
        store.database.write("DELETE FROM mutation_media")
        store.database.write("DELETE FROM mutations")
        store.database.write("UPDATE drafts SET state = 'open', recovered = 1")
    assert wang.desk.submit(case_id) == case_id
    wang.sync()
    told, = wang.desk.outbox()
    assert told.problem is not None and (told.problem.code, told.problem.facts["act"]) == (Code.ACT_NOT_NOW, "submit")
    assert [row.id for row in wang.desk.cases(Lookup(which="mine"))] == [case_id]
    wang.desk.set_aside(told.mutation_id)
    assert wang.desk.outbox() == () and stages(wang, case_id)[0] is Stage.DISPATCHED
