"""What lists need to know of a case and did not know in an older version, worked out in small steps while people work."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from fieldclient.store.case_table import SOME
from fieldclient.store.cases import Cases
from fieldclient.store.database import Database

STEP = 100  # cases: a writer waits some twenty milliseconds at most
PAUSE_S = 0.005  # the lock is not fair: who waits for it gets it in here


def left_to_renew(database: Database) -> int:
    return database.number("SELECT COUNT(*) FROM cases WHERE grid IS NULL")


def renew(database: Database, cases: Cases, should_stop: Callable[[], bool]) -> int:
    """Each step is a change of its own: cut anywhere, the next time goes on. Returns how many cases were worked out anew."""
    renewed = 0
    while True:
        rows = database.read("SELECT row, person, id FROM cases WHERE grid IS NULL LIMIT ?", (STEP,))
        if not rows or should_stop():
            break
        with database.change():
            for person in {row["person"] for row in rows}:
                cases.refresh(person, *(row["id"] for row in rows if row["person"] == person))
            # what could not be read is set aside when somebody looks at it; it does not come again here
            database.write(
                f"UPDATE cases SET grid = '' WHERE grid IS NULL AND row IN {SOME}", (json.dumps([row["row"] for row in rows]),))
        renewed += len(rows)
        time.sleep(PAUSE_S)
    return renewed
