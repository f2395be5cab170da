"""A district of one street and two people, for tests that start a hub many times: hashing passwords is slow on purpose."""

from __future__ import annotations

from pathlib import Path

GRID = (36.0700, 120.3760)  # a place inside the one grid
COLLECTOR, HANDLER = "wang", "liu"

SEED = """
name = "test district"

[jurisdiction]
adcode = "370202"
name = "test"

[policy]
auto_file = true
trusted = ["collector"]
auto_dispatch = true

[[departments]]
code = "hw"
name = "cleaning"
street = "370202001"

[[areas]]
code = "370202001"
name = "street"
polygon = [[120.36, 36.08], [120.40, 36.08], [120.40, 36.05], [120.36, 36.05]]

[[areas]]
code = "370202001001001"
name = "grid"
polygon = [[120.373, 36.0732], [120.379, 36.0732], [120.379, 36.066], [120.373, 36.066]]

[[routing]]
category = "C01"
department = "hw"

[[people]]
login = "wang"
name = "Wang"
roles = ["collector"]
password = "wang-demo"
areas = ["370202001001001"]

[[people]]
login = "liu"
name = "Liu"
roles = ["handler"]
password = "liu-demo"
department = "hw"
"""


def write_seed(folder: Path) -> Path:
    path = folder / "district.toml"
    path.write_text(SEED, encoding="utf-8")
    return path
