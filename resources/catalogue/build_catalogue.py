"""Make `catalogue-v1.json` from the tables in `source/`. For maintainers; README.md beside it says when.

    python resources/catalogue/build_catalogue.py          writes the file
    python resources/catalogue/build_catalogue.py --check  exits 1 when the file is not what the tables say

Needs `pypinyin`, which the product does not: the romanisation is in the file.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from pathlib import Path

import msgspec
from pypinyin import lazy_pinyin, load_phrases_dict

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from sync.protocol import catalogue as c  # noqa: E402
from sync.protocol.limits import Limit, LimitUnit  # noqa: E402
from sync.protocol.media import Shot  # noqa: E402
from sync.protocol.mutations import ResultUnit  # noqa: E402
from sync.protocol.report import Kind  # noqa: E402

VERSION = 1
RELEASED = date(2026, 11, 21)
OUTPUT = HERE / f"catalogue-v{VERSION}.json"
KINDS = (
    c.KindEntry(kind=Kind.PROBLEM, zh="问题", en="Problem", icon="triangle-alert"),
    c.KindEntry(kind=Kind.PRAISE, zh="点赞", en="Praise", icon="thumbs-up"),
    c.KindEntry(kind=Kind.CONSULTATION, zh="咨询", en="Question", icon="circle-help"),
    c.KindEntry(kind=Kind.SUGGESTION, zh="建议", en="Suggestion", icon="lightbulb"),
)
# Where the dictionary's first choice is not what people type.
READINGS = {"褪色": [["tuì"], ["sè"]], "长椅": [["cháng"], ["yǐ"]]}
Row = dict[str, str]
Shared = dict[str, dict[str, object]]


def table(name: str) -> list[Row]:
    with (HERE / "source" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|") if word.strip())


def pinyin(text: str) -> str:
    """Syllables apart, ü as v, without tones; signs that have no sound are left out."""
    return " ".join(part for part in lazy_pinyin(text, errors=lambda _: []) if part.isalpha())


def categories() -> tuple[c.Category, ...]:
    return tuple(
        c.Category(
            code=row["code"], zh=row["zh"], en=row["en"], icon=row["icon"], order=int(row["order"]),
            extension=row["extension"] == "extension",
            definition_zh=row["definition_zh"], definition_en=row["definition_en"],
        )
        for row in table("categories")
    )


def evidence_rules() -> dict[str, c.EvidenceRule]:
    return {
        row["key"]: c.EvidenceRule(
            key=row["key"], required=tuple(map(Shot, row["required"].split())),
            advised=tuple(map(Shot, row["advised"].split())), min_photos=int(row["min_photos"]),
            video_may_replace="video" in row["flags"].split(), scale_advised="scale" in row["flags"].split(),
            tag_advised="tag" in row["flags"].split(), hint_zh=row["hint_zh"], hint_en=row["hint_en"],
        )
        for row in table("evidence")
    }


def seasons() -> dict[str, c.Season]:
    found = {}
    for row in table("seasons"):
        windows = tuple(tuple(window.split("..")) for window in row["windows"].split())
        found[row["key"]] = msgspec.convert({"zh": row["zh"], "en": row["en"], "windows": windows}, c.Season)
    return found


def confusions(code: str) -> dict[str, object]:
    """Everything this code is taken for, and how to tell them apart."""
    groups = [row for row in table("confused") if code in row["codes"].split()]
    others = dict.fromkeys(other for row in groups for other in row["codes"].split() if other != code)
    return {
        "confused_with": tuple(others),
        "tell_apart_zh": "".join(row["zh"] for row in groups),
        "tell_apart_en": " ".join(row["en"] for row in groups),
    }


def subcategory(row: Row, word: Row, national: dict[str, str], shared: Shared) -> c.Subcategory:
    flags = row["flags"].split()
    named = {key: value for key, value in (flag.split("=") for flag in flags if "=" in flag)}
    unit = LimitUnit(row["unit"])
    closing = shared["closing"][row["closing"]]
    given = {
        "code": row["code"], "category": row["code"].split("-")[0], "zh": row["zh"], "en": row["en"],
        "icon": row["icon"],
        "kind": c.SubcategoryKind(row["kind"]), "gb2026": row["gb2026"] or None,
        "gb_name": national[row["gb2026"]] if row["gb2026"] else "",
        "gb_related": tuple(row["gb_related"].split()), "limit": Limit(value=int(row["limit"]), unit=unit),
        "limit_basis": c.LimitBasis(row["basis"]),
        "limit_season": shared["seasons"].get(named.get("limit_season", "")),
        "urgent": unit is LimitUnit.URGENT_HOUR or row["code"].startswith("X02-"),
        "evidence": shared["evidence"][row["evidence"]],
        "quantity_unit": ResultUnit(row["quantity"]) if row["quantity"] else None,
        "privacy": c.PrivacyLevel.RESTRICTED if "restricted" in flags else c.PrivacyLevel.OPEN,
        "citizen_visible": "staff" not in flags, "season": shared["seasons"].get(named.get("season", "")),
        **confusions(row["code"]),
        "close_zh": closing["zh"], "close_en": closing["en"],  # type: ignore[index]
        "keywords_zh": words(word["zh"]), "keywords_en": words(word["en"]),
        "pinyin": pinyin(row["zh"]),
        "keywords_pinyin": tuple(pinyin(keyword) for keyword in words(word["zh"])),
    }
    return msgspec.convert(given, c.Subcategory)


def build() -> c.Catalogue:
    load_phrases_dict(READINGS)
    # From the last to the first, so that a component's own name wins over its matter's.
    national = {row["code"]: row["name"] for row in reversed(table("gb47678_5"))}
    shared: Shared = {
        "evidence": dict(evidence_rules()), "seasons": dict(seasons()),
        "closing": {row["key"]: row for row in table("closing")},
    }
    spoken = {row["code"]: row for row in table("keywords")}
    rows = table("subcategories")
    made = c.Catalogue(
        id=c.BUILT_IN, version=VERSION, released=RELEASED, kinds=KINDS, categories=categories(),
        subcategories=tuple(subcategory(row, spoken[row["code"]], national, shared) for row in rows),
    )
    c.check_catalogue(made)
    return made


def as_text(made: c.Catalogue) -> str:
    """JSON with one entry a line, so that a change of one subcategory shows as one line."""
    parts = []
    for key, value in msgspec.to_builtins(made).items():
        if isinstance(value, list | tuple):
            lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in value)
            parts.append(f" {json.dumps(key)}: [\n{lines}\n ]")
        else:
            parts.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: list[str]) -> int:
    text = as_text(build())
    if arguments == ["--check"]:
        return 0 if OUTPUT.read_text(encoding="utf-8") == text else 1
    OUTPUT.write_text(text, encoding="utf-8", newline="\n")
    print(f"{OUTPUT.name}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
