"""Make the two fonts of this folder from the full Noto Sans SC: ``make_subset.py REGULAR.ttf BOLD.ttf``.

Run by a maintainer, in the environment of the tests (it needs fonttools), when characters.txt or the source changes.
The product itself only reads the finished files.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent
FAMILY = "Field Sans SC"
FEATURES = ["kern", "mark", "ccmp", "locl", "liga", "calt", "tnum", "palt", "halt"]

# The source draws these characters only under a sister's code point: the same sign, or one no reader tells apart.
ALIASES = {"✕": "×", "✖": "×", "✗": "×", "✘": "×", "✔": "✓", "\u2009": " ", "\u202f": "\u00a0"}


def wanted_characters() -> set[int]:
    """Latin, the whole of GB 2312 (6763 hanzi, punctuation, full width forms, signs) and characters.txt."""
    wanted = set(range(0x20, 0x180)) | set(range(0x2010, 0x2028)) | set(range(0xFF01, 0xFF5F))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    lines = (FOLDER / "characters.txt").read_text(encoding="utf-8").splitlines()
    return wanted | {ord(character) for line in lines if not line.startswith("#") for character in line}


def subset(font: TTFont) -> None:
    options = Options(layout_features=FEATURES, name_IDs=["*"], name_languages=["*"], notdef_outline=True)
    options.drop_tables += ["STAT", "vhea", "vmtx"]  # one static weight, never set vertically
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted_characters())
    subsetter.subset(font)
    for table in font["cmap"].tables:
        for alias, original in ALIASES.items():
            if table.isUnicode() and ord(original) in table.cmap:
                table.cmap[ord(alias)] = table.cmap[ord(original)]


def rename(font: TTFont, style: str) -> None:
    """A changed font carries a name of its own; its copyright and licence entries stay as they are."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in (16, 17, 21, 22, 25)]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    for name_id, text in {1: FAMILY, 2: style, 3: postscript, 4: f"{FAMILY} {style}", 6: postscript}.items():
        names.setName(text, name_id, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


def main(regular: str, bold: str) -> None:
    for style, source in (("Regular", regular), ("Bold", bold)):
        font = TTFont(source, recalcTimestamp=False)  # the same source makes the same bytes
        subset(font)
        rename(font, style)
        target = FOLDER / f"FieldSansSC-{style}.ttf"
        font.save(target)
        print(target.name, target.stat().st_size, len(font.getBestCmap()))


if __name__ == "__main__":
    main(*sys.argv[1:])
