"""The numbers that cases get with the receipts of the reports that made them.

Of a case that only this device knows of, lists show what its report says and what its acts are, refused ones apart: a receipt
that takes an act changes nothing of that but the number. Hundreds of receipts come at once, and working all columns out anew
took four times as long as everything else that keeping them takes.
"""

from __future__ import annotations

from collections.abc import Mapping

from fieldclient.store.case_table import SOME, names
from fieldclient.store.database import Database
from fieldclient.store.touched import Touched


def give_numbers(database: Database, touched: Touched, person: str, told: Mapping[str, str | None]) -> set[str]:
    """`told`: by case, what the receipt of an act says that was on its way until now and is taken. Ids of those of which nobody
    but this device knows: they are as they ought to be. The others have to be worked out anew. Call inside the change that
    settles the acts."""
    if not told:
        return set()
    rows = database.read(
        f"SELECT row, id, number FROM cases WHERE person = ? AND raw IS NULL AND id IN {SOME}", (person, names(told)))
    others = [(told[row["id"]], row["row"]) for row in rows if told[row["id"]] not in (None, row["number"])]
    touched.note([row for _, row in others])
    database.write_many("UPDATE cases SET number = ? WHERE row = ?", others)
    return {row["id"] for row in rows}
