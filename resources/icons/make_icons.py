"""Make the icons of this folder from the Lucide set: ``make_icons.py FOLDER`` with the set's ``icons`` folder.

names.txt says which icon of the set becomes which file. Run by a maintainer when a name is added.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# One black stroke on nothing: the window tints it, and an icon opened by itself can still be seen.
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="#000000" '
    'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
)


def make(source: Path) -> str:
    text = re.sub(r"<!--.*?-->", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)
    body = re.search(r"<svg[^>]*>(.*)</svg>", text, flags=re.DOTALL)
    assert body and "viewBox=\"0 0 24 24\"" in text, f"{source} is not a 24 x 24 drawing"
    lines = [line.strip() for line in body[1].splitlines() if line.strip()]
    return "\n".join([HEAD, *(f"  {line}" for line in lines), "</svg>"]).replace("currentColor", "#000000") + "\n"


def main(folder: str) -> None:
    for line in (HERE / "names.txt").read_text(encoding="utf-8").splitlines():
        name, _, original = line.partition("=")
        (HERE / f"{name}.svg").write_text(make(Path(folder) / f"{original}.svg"), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
