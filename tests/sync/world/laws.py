"""What has to hold: at every moment on a device and at the hub, and after quiet between them."""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING

import msgspec

from fieldclient.work.views import Delivery
from sync.hub.db import case_rows
from sync.hub.steps import StepRow, broken_at
from sync.protocol.lifecycle import TRANSITIONS
from sync.protocol.mutations import MediaReceipt, Receipt
from sync.protocol.problems import Code
from tests.sync.world.ledger import Broken

if TYPE_CHECKING:
    from tests.sync.world.device import SimDevice
    from tests.sync.world.world import World


def need(holds: object, law: str, told: str) -> None:
    if not holds:
        raise Broken(law, told)


# On a device, at every moment

def device_keeps_what_it_took(world: World, device: SimDevice) -> None:
    """No act that a person sealed is lost or changed, no photo they took is lost or changed."""
    law = "no kept photo and no sealed act disappears"
    world.checked[law] += 1
    promises, store, name = world.ledger.promises(device), device.desk.store, device.tablet.name
    rows = {row["id"]: bytes(row["payload"]) for row in store.database.read("SELECT id, payload FROM mutations")}
    for key, promise in promises.acts.items():
        need(key in rows, law, f"{name}: the {promise.mutation.act.value} {key} is gone")
        need(rows[key] == promise.payload, law, f"{name}: the {promise.mutation.act.value} {key} has changed")
    known = store.media.get_many(sorted(promises.photos))
    for sha256 in sorted(promises.photos):
        media = known.get(sha256)
        need(media is not None, law, f"{name}: photo {sha256[:8]} is not known any more")
        assert media is not None
        there = media.path.exists() and hashlib.sha256(media.path.read_bytes()).hexdigest() == sha256
        need(there, law, f"{name}: the bytes of photo {sha256[:8]} are gone or changed")


def files_wait_with_their_act(world: World, device: SimDevice) -> None:
    """What has not travelled yet waits as a whole: no act goes and leaves its photos behind."""
    law = "an act's files wait with it"
    world.checked[law] += 1
    acts, database = world.ledger.promises(device).acts, device.desk.store.database
    known = {(row["person"], row["sha256"]) for row in database.read("SELECT person, sha256 FROM uploads")}
    for row in database.read("SELECT id, person FROM mutations WHERE state IN ('waiting', 'travelling')"):
        for ref in acts[row["id"]].mutation.media if row["id"] in acts else ():
            need((row["person"], ref.sha256) in known, law,
                 f"{device.tablet.name}: photo {ref.sha256[:8]} of the {acts[row['id']].mutation.act.value} {row['id']} stays here")


def settled_by_receipts(world: World, device: SimDevice) -> None:
    """Arrived only by the hub's own receipt for this very act or file, and refused only with a reason."""
    law = "arrived or refused only by a receipt"
    world.checked[law] += 1
    name, database = device.tablet.name, device.desk.store.database
    for row in database.read("SELECT id, state, receipt, outcome, problem FROM mutations WHERE state IN ('arrived', 'refused')"):
        need(row["receipt"] is not None, law, f"{name}: act {row['id']} is {row['state']} without a receipt")
        receipt = msgspec.json.decode(row["receipt"], type=Receipt)
        need(receipt.mutation == row["id"], law, f"{name}: act {row['id']} is {row['state']} by the receipt of another one")
        need(row["state"] == "arrived" or row["problem"] is not None, law, f"{name}: act {row['id']} is refused for no reason")
        if world.hub.restored == 0 and row["state"] == "arrived":
            need(world.hub.rows("SELECT 1 FROM mutations WHERE id = ?", row["id"]), law,
                 f"{name}: act {row['id']} counts as arrived and the hub does not have it")
    for row in database.read("SELECT sha256, receipt FROM uploads WHERE state = 'arrived'"):
        need(row["receipt"] is not None, law, f"{name}: file {row['sha256'][:8]} is arrived without a receipt")
        found = msgspec.json.decode(row["receipt"], type=MediaReceipt)
        need(found.complete and found.sha256 == row["sha256"], law, f"{name}: file {row['sha256'][:8]} has a wrong receipt")


def sees_only_what_they_may(world: World, device: SimDevice) -> None:
    """Nobody on this device has a case that they were never told of."""
    law = "nobody gets what is not theirs to see"
    world.checked[law] += 1
    for row in device.desk.store.database.read("SELECT person, id FROM cases WHERE raw IS NOT NULL"):
        login = row["person"].partition("\n")[0]
        need(row["id"] in world.seen_by(login), law, f"{device.tablet.name}: {login} has case {row['id']} and may not")


def counts_come_from_the_data(world: World, device: SimDevice) -> None:
    """What the status line says is what a count over all acts says."""
    law = "pending counts come from the data"
    world.checked[law] += 1
    desk = device.desk
    person, database = device.person, desk.store.database
    if not person:
        return
    files: dict[str, list[str]] = {}
    for row in database.read("""
            SELECT x.mutation, u.state FROM mutation_media x JOIN mutations m ON m.id = x.mutation
            JOIN uploads u ON u.person = m.person AND u.sha256 = x.sha256 WHERE m.person = ?""", (person,)):
        files.setdefault(row["mutation"], []).append(row["state"])
    waiting = attention = 0
    for row in database.read("SELECT id, state FROM mutations WHERE person = ? AND set_aside_ms IS NULL", (person,)):
        states = {row["state"], *files.get(row["id"], ())}
        attention += "refused" in states
        waiting += "refused" not in states and states != {"arrived"}
    status = desk.status()
    told = f"{device.tablet.name}: the line says {status.waiting} waiting and {status.attention} for attention, " \
           f"the data says {waiting} and {attention}"
    need((status.waiting, status.attention) == (waiting, attention), law, told)


def refusals_are_shown(world: World, device: SimDevice) -> None:
    """Whatever was refused and not put aside stands in the list that the person looks at."""
    law = "what was refused is shown"
    world.checked[law] += 1
    shown = {row.mutation_id for row in device.desk.outbox() if row.delivery is Delivery.REFUSED}
    for row in device.desk.store.database.read(
        "SELECT id FROM mutations WHERE person = ? AND state = 'refused' AND set_aside_ms IS NULL", (device.person,)
    ):
        need(row["id"] in shown, law, f"{device.tablet.name}: act {row['id']} was refused and nobody is told")


def poison_stops_only_its_own(world: World, device: SimDevice, poison: str, waiting: list[str]) -> None:
    """The proxy turned down one act: of all others that waited, the first of each case has been answered."""
    law = "one bad entry holds up its own case only"
    world.checked[law] += 1
    assert device.last is not None
    if device.last.problem is not None and device.last.problem.code is not Code.NOT_OUR_REPLY:
        return  # the cycle ended for another reason
    entries = device.desk.store.queue().entries()
    case = next((each.case_id for each in entries if each.mutation == poison), None)
    first = {each.case_id: each for each in reversed(entries)}
    for each in first.values():
        free = each.case_id != case and each.state.value != "refused" and each.next_try_at is None
        need(not free or each.mutation not in waiting, law, f"{device.tablet.name}: act {each.mutation} waits behind act {poison}")


AFTER_A_CUT = (device_keeps_what_it_took, files_wait_with_their_act)
ON_A_DEVICE = (
    *AFTER_A_CUT, settled_by_receipts, sees_only_what_they_may, counts_come_from_the_data, refusals_are_shown,
)


# At the hub, at every moment

def hub_keeps_what_it_acknowledged(world: World) -> None:
    law = "the hub keeps what it acknowledged"
    world.checked[law] += 1
    there = {row["id"] for row in world.hub.rows("SELECT id FROM mutations")}
    for key in sorted(world.ledger.acknowledged - there):
        raise Broken(law, f"act {key} was acknowledged and is gone")
    for sha256 in sorted(world.ledger.stored):
        assert world.hub.service is not None
        path = world.hub.service.files.path(sha256)
        need(path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256, law, f"file {sha256[:8]} is gone or changed")


def one_report_is_one_case(world: World) -> None:
    """Every case is a report that somebody sealed, and no act had its effect twice."""
    law = "no report becomes two cases, no act happens twice"
    world.checked[law] += 1
    for row in world.hub.rows("SELECT id FROM cases"):
        need(row["id"] in world.ledger.reports, law, f"case {row['id']} is no report that anybody sealed")
    done: set[str] = set()
    for row in world.hub.rows("SELECT case_id, body FROM steps ORDER BY case_id, seq"):
        step = msgspec.json.decode(row["body"], type=StepRow)
        if step.mutation is not None:
            need(step.mutation not in done, law, f"act {step.mutation} ({step.act.value}) stands twice in the timelines")
            done.add(step.mutation)


def stages_follow_the_table(world: World) -> None:
    """Stages move along the table, and timelines only grow."""
    law = "stages move only along the table"
    service = world.hub.service
    assert service is not None
    world.checked[law] += 1
    with service.database.read() as connection:
        for row in world.hub.rows("SELECT id, stage, version FROM cases"):
            if world.ledger.looked_at.get(row["id"]) == row["version"]:
                continue  # nothing has been done on it since, and a rewritten past is seen at the end
            world.ledger.looked_at[row["id"]] = row["version"]
            steps = case_rows.steps_of(connection, row["id"])
            moved = [step for step in steps if not (step.late or step.asked or step.approved is False)]
            for step in moved:
                at = TRANSITIONS[step.act]
                fits = step.source in at.sources or (not at.sources and step.source is None)
                need(fits and step.target is (at.target or step.source), law,
                     f"case {row['id']}: {step.act.value} from {step.source} to {step.target}")
            for before, after in itertools.pairwise(moved):
                need(before.target is after.source, law, f"case {row['id']} jumped before {after.act.value}")
            need(moved[-1].target == row["stage"], law, f"case {row['id']} stands at {row['stage']} for no step")
            need(broken_at(case_rows.chain_of(connection, row["id"])) is None, law, f"timeline of {row['id']} was rewritten")
            _only_grown(world, row["id"], steps)


def _only_grown(world: World, case_id: str, steps: list[StepRow]) -> None:
    seen, mark = world.ledger.timelines.get(case_id, (0, ""))
    digest = hashlib.sha256(msgspec.json.encode(steps[:seen])).hexdigest()
    need(seen == 0 or digest == mark, "timelines only grow", f"the first {seen} steps of case {case_id} are others now")
    world.ledger.timelines[case_id] = len(steps), hashlib.sha256(msgspec.json.encode(steps)).hexdigest()


def acts_keep_their_order(world: World) -> None:
    """The hub heard the acts of one device on one case in the order in which the person did them. A hub that was put back hears
    what it has lost again, after what is new."""
    law = "the order within a case is kept"
    if world.hub.restored:
        return
    world.checked[law] += 1
    last: dict[tuple[str, str], int] = {}
    for row in world.hub.rows("SELECT id, case_id FROM mutations ORDER BY rowid"):
        device, order = world.ledger.made.get(row["id"], ("", -1))
        if device:
            before = last.get((device, row["case_id"]), -1)
            need(before < order, law, f"case {row['case_id']}: act {row['id']} reached the hub after a later one of the same device")
            last[device, row["case_id"]] = order


AT_THE_HUB = (hub_keeps_what_it_acknowledged, one_report_is_one_case, stages_follow_the_table, acts_keep_their_order)
