"""What a writer holds before it reads, so that what it decides on stays as it read it. Files come before cases, always: two who
want some of both must not each wait for the other.

A file is held with its person, because that is the question it answers: have *they* sent it? The act that names a file and
the file's last byte may come at the same moment, and one of the two has to see the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from sync.hub.db.database import hold
from sync.protocol.media import previews
from sync.protocol.mutations import Mutation


def hold_files(connection: Connection, person: str, sha256s: Iterable[str]) -> None:
    hold(connection, [f"file/{person}/{sha256}" for sha256 in sha256s])


def hold_cases(connection: Connection, case_ids: Iterable[str]) -> None:
    hold(connection, [f"case/{case_id}" for case_id in case_ids])


def hold_for(connection: Connection, mutations: Iterable[Mutation]) -> None:
    """All that a batch may touch as far as it can be told before; what rules touch besides is held when it is read."""
    told = list(mutations)
    files = [f"file/{one.person}/{ref.sha256}" for one in told for ref in (*one.media, *previews(one.media))]
    cases = {one.case_id for one in told} | {one.body.parent for one in told if one.body.parent is not None}
    hold(connection, files, [f"case/{case_id}" for case_id in cases])
