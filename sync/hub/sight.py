"""Who has a case in sight (domain 5.11, 4): as keys, so that the database can find it without knowing any rule.

p:PERSON · d:DEPARTMENT · g:AREA · c (the supervision centre) · all (everybody signed in)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sync.hub.case import Case
from sync.hub.world import CENTRE, FIELD, PersonRow
from sync.protocol.people import Role
from sync.protocol.report import Kind
from sync.protocol.tasks import Task, TaskState

EVERYBODY = "all"
THE_CENTRE = "c"


def person_key(person: str) -> str:
    return f"p:{person}"


def case_keys(case: Case, tasks: Iterable[Task]) -> frozenset[str]:
    """Everybody who may see this case now."""
    keys = {person_key(person) for person in (case.reporter, *case.subscribers)}
    if case.aged:
        return frozenset(keys)
    keys.add(THE_CENTRE)
    if case.department is not None:
        keys.add(f"d:{case.department}")
    if case.area is not None and case.kind is Kind.PROBLEM:
        # A collector of the street has the street's key, a collector of the grid the grid's.
        keys.update({f"g:{case.area}", f"g:{case.area[:9]}"})
    keys.update(person_key(task.person) for task in tasks if task.person and task.state is not TaskState.WITHDRAWN)
    return frozenset(keys)


def own_keys(person: PersonRow) -> frozenset[str]:
    """The keys that this person holds."""
    keys = {person_key(person.id), EVERYBODY}
    if person.role_set & CENTRE:
        keys.add(THE_CENTRE)
    if person.role_set & FIELD and person.department is not None:
        keys.add(f"d:{person.department}")
    if Role.COLLECTOR in person.role_set:
        keys.update(f"g:{area}" for area in person.areas)
    return frozenset(keys)


def scope(person: PersonRow) -> str:
    """Changes whenever what the person may see changes: then their cursors are outdated and they start from a snapshot."""
    told = "\n".join((*sorted(own_keys(person)), *sorted(person.roles)))
    return hashlib.sha256(told.encode()).hexdigest()[:12]
