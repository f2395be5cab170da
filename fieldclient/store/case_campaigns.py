"""Which cases belong to which campaign. Few do: a table of their own leaves the index of all cases as short as it is."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from fieldclient.store.database import Database

if TYPE_CHECKING:  # numbers in bulk take a tenth of a second to load: not before somebody filters
    import numpy as np

    from fieldclient.store.case_columns import Columns

_SOME = "(SELECT value FROM json_each(?))"


def put_campaigns(database: Database, person: str, told: Mapping[int, str | None]) -> None:
    """`told`: the campaign of each of these rows of `cases`, None for none. Call inside the change that writes the rows."""
    known = {row["row"]: row["campaign"] for row in database.read(
        f"SELECT row, campaign FROM case_campaigns WHERE row IN {_SOME}", (json.dumps(list(told)),))}
    others = {row: campaign for row, campaign in told.items() if known.get(row) != campaign}
    database.write_many("DELETE FROM case_campaigns WHERE row = ?", [(row,) for row in others if row in known])
    database.write_many(
        "INSERT INTO case_campaigns (row, person, campaign) VALUES (?, ?, ?)",
        [(row, person, campaign) for row, campaign in others.items() if campaign is not None])


def drop_campaigns(database: Database, rows: Collection[int]) -> None:
    """Call inside the change that takes the rows of `cases` away."""
    database.write_many("DELETE FROM case_campaigns WHERE row = ?", [(row,) for row in rows])


def campaign_masks(database: Database, columns: Columns) -> dict[str, np.ndarray]:
    """For each campaign that has cases of this person where they are in the columns."""
    import numpy as np

    # one long text instead of ten thousand rows: three times as quick
    found = database.read(
        "SELECT campaign, group_concat(row) AS rows FROM case_campaigns WHERE person = ? GROUP BY campaign", (columns.person,))
    masks = {}
    for each in found:
        at, _ = columns.find(np.array(each["rows"].split(","), np.int64))
        masks[each["campaign"]] = np.zeros(columns.size, bool)
        masks[each["campaign"]][at] = True
    return masks
