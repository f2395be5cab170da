"""Where the data of this user lies. Apart from `opening`, so that a window may know it before the store's libraries are read."""

from __future__ import annotations

import os
from pathlib import Path

DATA_VARIABLE = "FIELDCLIENT_DATA"


def data_dir(named: str | None = None) -> Path:
    """The folder named on the command line, else in FIELDCLIENT_DATA, else the system's place for this user's data."""
    given = named or os.environ.get(DATA_VARIABLE)
    if given:
        return Path(given).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("fieldclient", appauthor=False))
