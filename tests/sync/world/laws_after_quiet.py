"""What has to hold between hub and devices once nothing is under way any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sync.hub.service import LocalHub
from sync.hub.steps import StepRow
from sync.protocol.feed import CaseChanged
from sync.protocol.mutations import Mutation
from tests.sync.world.laws import need

if TYPE_CHECKING:
    from tests.sync.world.device import SimDevice
    from tests.sync.world.world import World


def everything_has_an_end(world: World, device: SimDevice) -> None:
    """Every act of this person is arrived, or refused and shown; every file of a taken act is at the hub."""
    law = "every act ends arrived, or refused and shown"
    world.checked[law] += 1
    name, person, database = device.tablet.name, device.person, device.desk.store.database
    for row in database.read("SELECT id, act, state, outcome, set_aside_ms FROM mutations WHERE person = ?", (person,)):
        need(row["state"] in ("arrived", "refused"), law, f"{name}: the {row['act']} {row['id']} is still {row['state']}")
        if row["state"] == "arrived":
            found = world.hub.rows("SELECT content, person FROM mutations WHERE id = ?", row["id"])
            need(found, law, f"{name}: the {row['act']} {row['id']} counts as arrived and the hub does not have it")
            promise = world.ledger.promises(device).acts[row["id"]]
            need(found[0]["content"].encode() == promise.payload, law, f"{name}: the hub has other words of act {row['id']}")
    for row in database.read("SELECT sha256, state, wanted FROM uploads WHERE person = ?", (person,)):
        stays = row["state"] in ("arrived", "refused") or not row["wanted"]
        need(stays, law, f"{name}: file {row['sha256'][:8]} is still {row['state']}")


def evidence_is_at_the_hub(world: World, device: SimDevice) -> None:
    """Of every act that the hub took, every photo is there and bound to the case."""
    law = "evidence of taken acts is at the hub"
    world.checked[law] += 1
    service = world.hub.service
    assert service is not None
    refused = {row["sha256"] for row in device.desk.store.database.read("SELECT sha256 FROM uploads WHERE state = 'refused'")}
    for row in device.desk.store.database.read(
        "SELECT payload FROM mutations WHERE person = ? AND state = 'arrived'", (device.person,)
    ):
        act = msgspec.json.decode(row["payload"], type=Mutation)
        for ref in act.media:
            if ref.sha256 in refused:
                continue  # shown to the person, who decides
            bound = world.hub.rows(
                "SELECT bound FROM case_media WHERE case_id = ? AND sha256 = ? AND person = ?",
                act.case_id, ref.sha256, device.person)
            need(bound and all(each["bound"] for each in bound), law,
                 f"{device.tablet.name}: photo {ref.sha256[:8]} of the {act.act.value} {act.id} is not with its case")
            need(service.files.path(ref.sha256).exists(), law, f"photo {ref.sha256[:8]} is not on the hub's disk")


def refused_acts_did_nothing(world: World, device: SimDevice) -> None:
    """What a person is told was refused stands in no timeline, but as the late note that a conflict is."""
    law = "a refused act has no effect"
    world.checked[law] += 1
    done = set()
    for row in world.hub.rows("SELECT body FROM steps"):
        step = msgspec.json.decode(row["body"], type=StepRow)
        done |= set() if step.late or step.mutation is None else {step.mutation}
    for row in device.desk.store.database.read("SELECT id, act FROM mutations WHERE outcome IN ('refused', 'conflict')"):
        need(row["id"] not in done, law, f"{device.tablet.name} says that the {row['act']} {row['id']} was refused, the case says it was done")


def told_anew(world: World, device: SimDevice) -> dict[str, bytes]:
    """Every case that a new device of this person would be told of now, as it would be told."""
    service = world.hub.service
    assert service is not None
    hub = LocalHub(service, device.tokens[device.person])
    told: dict[str, bytes] = {}
    page = hub.pull(None, limit=500)
    while True:
        for change in page.changes:
            if isinstance(change, CaseChanged):
                told[change.case.id] = msgspec.json.encode(change.case)
        if not page.more:
            return told
        page = hub.pull(page.cursor, limit=500)


def same_story(world: World, device: SimDevice) -> None:
    """The device has exactly the cases in this person's sight, each as the hub would show it to them now."""
    law = "after quiet all tell the same story"
    world.checked[law] += 1
    name = f"{device.tablet.name} ({device.person})"
    told = told_anew(world, device)
    rows = device.desk.store.database.read(
        "SELECT id, raw FROM cases WHERE person = ? AND raw IS NOT NULL", (device.person,))
    kept = {row["id"]: bytes(row["raw"]) for row in rows}
    for case_id in sorted(told.keys() - kept.keys()):
        need(False, law, f"{name} does not know of case {case_id}")
    for case_id in sorted(kept.keys() - told.keys()):
        need(False, "who lost sight of a case no longer has it", f"{name} still has case {case_id}")
    for case_id, view in told.items():
        need(view == kept[case_id], law, f"{name} has case {case_id} otherwise than the hub tells it")


def photos_to_see_are_here(world: World, device: SimDevice) -> None:
    law = "photos to look at are here"
    world.checked[law] += 1
    wanted = device.desk.store.queue().wanted_downloads()
    need(not wanted, law, f"{device.tablet.name}: {len(wanted)} files of the hub are still missing")


def one_more_cycle_does_nothing(world: World, device: SimDevice) -> None:
    law = "one more cycle does nothing"
    world.checked[law] += 1
    link = device.sync(world.chance)
    assert device.last is not None
    need(device.last.problem is None and device.last.moved_nothing, law, f"{device.tablet.name}: {device.last}")
    need(link.asked == ["hello", "pull"], law, f"{device.tablet.name} asked {link.asked}")


BETWEEN = (
    everything_has_an_end, evidence_is_at_the_hub, refused_acts_did_nothing, same_story, photos_to_see_are_here, one_more_cycle_does_nothing,
)


def copies_are_let_go(world: World, device: SimDevice) -> None:
    """After the sweep: no file and no searchable word of a case that nobody here may see."""
    law = "who lost sight of a case no longer has it"
    world.checked[law] += 1
    device.desk.store.sweep()
    database = device.desk.store.database
    left = database.read("""
        SELECT sha256 FROM media WHERE made = 0 AND sha256 NOT IN (SELECT sha256 FROM case_media)
        AND sha256 NOT IN (SELECT sha256 FROM mutation_media) AND sha256 NOT IN (SELECT sha256 FROM draft_media)
        AND sha256 NOT IN (SELECT sha256 FROM uploads)""")
    need(not left, law, f"{device.tablet.name} keeps {len(left)} photos of cases out of sight")
    orphans = database.number("SELECT COUNT(*) FROM case_words WHERE rowid NOT IN (SELECT row FROM cases)")
    need(orphans == 0, law, f"{device.tablet.name} can still find {orphans} cases that are out of sight")
    media = database.number(
        "SELECT COUNT(*) FROM case_media x WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.person = x.person AND c.id = x.case_id)")
    need(media == 0, law, f"{device.tablet.name} remembers {media} files of cases out of sight")
