"""Many cases through the eyes of one person: a page's worth is read in five questions, however many cases it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection

from sync.hub import sight
from sync.hub.db import bulk_rows, case_rows
from sync.hub.dossier import Dossier
from sync.hub.showing import showing
from sync.hub.view import view
from sync.hub.world import PersonRow, World
from sync.protocol.feed import CaseChanged, CaseRevoked

PAGE_BYTES = 1024 * 1024  # of cases and their steps as they are stored: about what a page of them weighs as JSON


class Rendered(msgspec.Struct, frozen=True):
    """What became of some cases. `left`: ids that were too much for one page, in their order."""

    changes: dict[str, CaseChanged | CaseRevoked]
    left: tuple[str, ...] = ()


def render(
    connection: Connection, world: World, person: PersonRow, case_ids: Sequence[str], most_bytes: int | None = None
) -> Rendered:
    """Each case as this person may see it now, or that it is out of their sight. `most_bytes`: stop before what goes beyond
    it, but not before the first."""
    bodies = bulk_rows.seen_by(connection, case_ids, sight.own_keys(person))
    steps = bulk_rows.steps_of(connection, bodies)
    wanted = list(dict.fromkeys(case_ids))
    if most_bytes is not None:
        sizes = (len(bodies.get(each, "")) + sum(map(len, steps.get(each, ()))) for each in wanted)
        wanted = wanted[: _fitting(sizes, most_bytes)]
    shown = _show(connection, world, person, {each: bodies[each] for each in wanted if each in bodies}, steps)
    changes: dict[str, CaseChanged | CaseRevoked] = {
        each: shown[each] if each in shown else CaseRevoked(case_id=each) for each in wanted
    }
    return Rendered(changes, tuple(dict.fromkeys(each for each in case_ids if each not in changes)))


def _fitting(sizes: Iterable[int], most_bytes: int) -> int:
    """How many of these go into so many bytes; at least one."""
    total = count = 0
    for size in sizes:
        total += size
        if count and total > most_bytes:
            break
        count += 1
    return count


def _show(
    connection: Connection, world: World, person: PersonRow, bodies: dict[str, str], steps: dict[str, list[str]]
) -> dict[str, CaseChanged]:
    tasks, media = bulk_rows.tasks_of(connection, bodies), bulk_rows.media_of(connection, bodies)
    names, departments = world.names, world.department_names
    shown = {}
    for case_id, body in bodies.items():
        case = case_rows.read_case(body)
        dossier = Dossier(
            case=case, steps=tuple(case_rows.read_step(step) for step in steps.get(case_id, ())),
            media=media.get(case_id, ()), tasks=tasks.get(case_id, ()), names=names,
            department_name=departments.get(case.department or "", case.department or ""), showing=showing(case, world),
        )
        shown[case_id] = CaseChanged(case=view(dossier, person))
    return shown
