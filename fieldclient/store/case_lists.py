"""Lists of cases at city scale: pages of what is wanted, and how many there would be.

A list without a choice is walked along an index of the database. Whatever is chosen, looked for or counted is answered from
columns in memory (`case_columns`), read when first needed; texts by the index of words, and by initials (`initials`).
"""

from __future__ import annotations

import json
import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from fieldclient.store.case_campaigns import campaign_masks
from fieldclient.store.case_text import plain_number, query
from fieldclient.store.case_wanted import KEYS, After, Counts, Found, Term, Wanted
from fieldclient.store.database import Database, Value
from fieldclient.store.times import to_ms
from fieldclient.store.touched import Touched

if TYPE_CHECKING:  # numbers in bulk take a tenth of a second to load: not before somebody filters
    import numpy as np

    from fieldclient.store.case_choice import Choice
    from fieldclient.store.case_columns import Columns
    from fieldclient.store.piles import Pile

NEAR_M = 500.0
TERMS_KEPT = 16
REFERENCE = 4  # characters of a local reference
IN_BLOCK = 2000  # texts
BREATH_S = 0.002  # between two blocks that are read ahead: who asks comes in here
_WHICH = {"to_do": " AND ended = 0 AND needs_me = 1", "mine": " AND mine = 1", "ended": " AND ended = 1"}
_INDEXES = {"mine": "cases_mine", "ended": "cases_ended"}


class CaseLists:
    """Any thread may ask; they take turns."""

    def __init__(self, database: Database, touched: Touched, catch_up: Callable[[], bool]) -> None:
        """`catch_up`: writes a block of words that are due, True when more are."""
        self._database = database
        self._catch_up = catch_up
        self._touched = touched
        self._turn = threading.RLock()
        self.forget()

    def forget(self) -> None:
        """Read everything anew when it is next needed: cases went from one person to another."""
        with self._turn:
            self._columns: Columns | None = None
            self._initials: Pile | None = None
            self._begun: Pile | None = None  # initials of the first cases, while they are being read
            self._begun_to = 0
            self._terms: dict[Term, np.ndarray] = {}
            self._campaigns: dict[str, np.ndarray] | None = None

    @contextmanager
    def held(self, person: str) -> Iterator[Columns]:
        """The columns as they are now, while nobody else asks."""
        with self._turn:
            yield self._current(person)

    # Asking

    def page(self, person: str, wanted: Wanted, now: datetime, *, after: After | None = None, limit: int = 50) -> Found:
        """`now`: hub time, for colours. An `after` of another order begins at the first page."""
        self._database.keep_little()
        if after is not None and len(after) != wanted.keys:
            after = None
        if wanted.is_plain:
            return self._plain(person, wanted, after, limit)
        self._catch_up_for(wanted)
        with self._turn:
            columns = self._current(person)
            choice = self._choice(columns, wanted, now)
            places, rest = choice.page(after, limit)
            rows, far_m = columns.rows[places].tolist(), choice.far_of(places)
            far = [math.inf] * len(rows) if far_m is None else far_m.tolist()
            return Found(tuple(rows), tuple(each if math.isfinite(each) else None for each in far), rest)

    def counts(self, person: str, wanted: Wanted, now: datetime, *, near_m: float = NEAR_M) -> Counts:
        self._catch_up_for(wanted)
        with self._turn:
            return self._choice(self._current(person), wanted, now).counts(near_m)

    def _catch_up_for(self, wanted: Wanted) -> None:
        """Before the turn is taken: who writes may want a turn."""
        while wanted.terms and self._catch_up():
            pass

    def _choice(self, columns: Columns, wanted: Wanted, now: datetime) -> Choice:
        from fieldclient.store.case_choice import Choice

        found = [self._find(columns, term) for term in wanted.terms]
        points = columns.points(self._database) if wanted.here is not None else None
        if self._campaigns is None:
            self._campaigns = campaign_masks(self._database, columns)
        return Choice(columns, wanted, found, points, to_ms(now), self._campaigns)

    def ids(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Of these rows, in this order; those that are gone are left out."""
        found = dict(self._database.read(
            "SELECT row, id FROM cases WHERE row IN (SELECT value FROM json_each(?))", (json.dumps(rows),)))
        return tuple(found[row] for row in rows if row in found)

    def warm(self, person: str, should_stop: Callable[[], bool] = lambda: False) -> None:
        """Read what searching needs, before somebody waits for it. From a thread that nobody waits for; who asks meanwhile waits
        for a few milliseconds of it."""
        while not should_stop() and self._catch_up():
            time.sleep(BREATH_S)
        with self._turn:
            columns = self._current(person)
        while not should_stop():
            with self._turn:
                if self._columns is not columns or self._more_initials(columns):
                    return
            time.sleep(BREATH_S)

    def _plain(self, person: str, wanted: Wanted, after: After | None, limit: int) -> Found:
        """Right after a case: the rest of its equals, then the rest of what equals it in all keys but the last, and so on."""
        keys = [*KEYS[wanted.order], ("row", False)]
        order = ", ".join(f"{name} DESC" if largest else name for name, largest in keys)
        # told by name: SQLite would rather go through all rows of a person, because their columns stand in one index
        select = (f"SELECT {', '.join(name for name, _ in keys)} FROM cases INDEXED BY {_INDEXES.get(wanted.which, 'cases_all')}"
                  f" WHERE person = ?{_WHICH.get(wanted.which, '')}")
        steps: list[tuple[str, list[Value]]] = []
        if after is None:
            steps.append(("", []))
        else:
            at: list[Value] = [-value if largest else value for value, (_, largest) in zip(after, keys, strict=True)]
            for last in reversed(range(len(keys))):
                equal = "".join(f" AND {name} = ?" for name, _ in keys[:last])
                name, largest = keys[last]
                steps.append((f"{equal} AND {name} {'<' if largest else '>'} ?", at[: last + 1]))
        rows: list[tuple[float, ...]] = []
        for where, values in steps:
            if len(rows) <= limit:
                rows += map(tuple, self._database.read(
                    f"{select}{where} ORDER BY {order} LIMIT ?", (person, *values, limit + 1 - len(rows))))
        shown = rows[:limit]
        rest = tuple(-value if largest else value for value, (_, largest) in zip(shown[-1], keys, strict=True)) \
            if len(rows) > limit else None
        return Found(tuple(int(row[-1]) for row in shown), (None,) * len(shown), rest)

    # Keeping up

    def _current(self, person: str) -> Columns:
        from fieldclient.store.case_columns import Columns

        with self._database.at_rest() as at_rest:
            changed = self._touched.seen()
            columns = self._columns
            if columns is None or columns.person != person or changed is None or not self._read_again(columns, changed):
                self.forget()
                columns = Columns(person)
                columns.read(self._database)
                self._columns = columns
            if at_rest:  # else the writer may go on, or take it back
                self._touched.forget()
            return columns

    def _read_again(self, columns: Columns, changed: frozenset[int]) -> bool:
        if not changed:
            return True
        self._terms.clear()
        self._campaigns = None
        if not columns.read_again(self._database, changed):
            return False
        for pile in (self._initials, self._begun):
            if pile is not None:
                self._put_initials(columns, pile, sorted(changed))
        return True

    # Texts

    def _find(self, columns: Columns, term: Term) -> np.ndarray:
        """Which cases answer to it: by their words, by what they are called, by the name of what they are about, by initials."""
        kept = self._terms.get(term)
        if kept is not None:
            return kept
        import numpy as np

        from fieldclient.store.initials import is_initials

        found = np.zeros(columns.size, bool)
        if plain_number(term.text):
            found |= columns.numbers.find(term.text, columns.size)
            if len(term.text) <= REFERENCE:
                found |= columns.references.find(term.text, columns.size)
        if term.subcategories:
            found |= columns.named("subcategory", term.subcategories)
        at, _ = columns.find(self._with_words(term.text))
        found[at] = True
        if is_initials(term.text):
            found |= self._read_initials(columns).find(term.text, columns.size)
        if len(self._terms) >= TERMS_KEPT:
            del self._terms[next(iter(self._terms))]
        self._terms[term] = found
        return found

    def _with_words(self, text: str) -> np.ndarray:
        import numpy as np

        phrase = query(text)
        if phrase is None:
            return np.zeros(0, np.int64)
        # one long text instead of ten thousand rows: three times as quick
        row = self._database.one("SELECT group_concat(rowid) FROM case_words WHERE case_words MATCH ?", (phrase,))
        assert row is not None
        return np.fromstring(row[0] or "", np.int64, sep=",")

    def _read_initials(self, columns: Columns) -> Pile:
        with self._turn:
            while self._initials is None:
                self._more_initials(columns)
            return self._initials

    def _more_initials(self, columns: Columns) -> bool:
        """Another block of them; True when all are there."""
        if self._initials is not None:
            return True
        if self._begun is None:
            from fieldclient.store.initials import InitialsBlock
            from fieldclient.store.piles import Pile

            self._begun, self._begun_to = Pile(InitialsBlock), 0
        end = min(self._begun_to + IN_BLOCK, columns.size)
        self._put_initials(columns, self._begun, columns.rows[self._begun_to : end].tolist())
        self._begun_to = end
        if end == columns.size:
            self._initials, self._begun = self._begun, None
        return end == columns.size

    def _put_initials(self, columns: Columns, pile: Pile, rows: list[int]) -> None:
        import numpy as np

        kept = {row["rowid"]: row["words"] for row in self._database.read(
            "SELECT rowid, words FROM case_words WHERE rowid IN (SELECT value FROM json_each(?))", (json.dumps(rows),))}
        asked = np.array(rows, np.int64)
        at, known = columns.find(asked)
        pile.put({place: kept.get(row, "") for place, row in zip(at.tolist(), asked[known].tolist(), strict=True)})
