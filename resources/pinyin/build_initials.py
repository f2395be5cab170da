"""Make `initials.tsv`: the first letters that every Chinese character may be read with. For maintainers; see README.md.

    python resources/pinyin/build_initials.py          writes the file
    python resources/pinyin/build_initials.py --check  exits 1 when the file is not what the dictionary says

Needs `pypinyin`, which the product does not: what it takes from it is in the file.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

OUTPUT = Path(__file__).with_name("initials.tsv")


def letter(reading: str) -> str:
    """The key somebody presses first for this syllable: tones and ê's hat are not on the keyboard."""
    return unicodedata.normalize("NFD", reading)[0]


def made() -> str:
    """A line for each set of letters: the letters, a tab, the characters."""
    by_letters: dict[str, list[str]] = defaultdict(list)
    for code, readings in sorted(pinyin_dict.items()):
        by_letters["".join(sorted({letter(each) for each in readings.split(",")}))].append(chr(code))
    return "".join(f"{letters}\t{''.join(found)}\n" for letters, found in sorted(by_letters.items()))


def main(arguments: list[str]) -> int:
    text = made()
    if "--check" in arguments:
        return 0 if OUTPUT.read_text("utf-8") == text else 1
    OUTPUT.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
