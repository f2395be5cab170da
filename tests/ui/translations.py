"""Bring the translations up to date: `python tests/ui/translations.py [--fill FILE.json]`.

Texts in QML are English. This script collects them into resources/i18n/fieldclient_zh.ts (and the plural forms of English into
fieldclient_en.ts) and compiles both. `--fill` takes {"English text": "中文"} (or {"Context|English text": "中文"} where one
word needs two translations, or {"English text": ["one", "many"]} for English plurals) and fills what is not translated yet; what is
still missing afterwards is printed, and the exit code is 1.

`--new CODE` begins a further language (de, fr, pt_BR): fieldclient_CODE.ts for the texts of QML and words_CODE.json for the sentences
for codes, everything yet to be translated. Both are kept up to date from then on; resources/i18n/README.md tells the rest.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.qml_lint import qt_tool  # noqa: E402 - the checkout is put on the path above

FOLDER = ROOT / "resources" / "i18n"
QT_NAMES = {"zh": "zh_CN", "en": "en_US"}


def languages(folder: Path = FOLDER) -> list[str]:
    """Chinese, English and whatever else has been begun."""
    begun = {match[1] for file in folder.glob("*.ts") if (match := re.fullmatch(r"fieldclient_(\w+)", file.stem))}
    return [*QT_NAMES, *sorted(begun - set(QT_NAMES))]


LANGUAGES = languages()


def sources() -> list[str]:
    return [str(path) for path in sorted((ROOT / "fieldclient" / "ui").rglob("*.qml"))]


def collect(target: Path, language: str) -> None:
    """Write what QML says now into a .ts file; translations already in it stay."""
    options = ["-pluralonly"] if language == "en" else []
    with tempfile.NamedTemporaryFile("w", suffix=".lst", encoding="utf-8", delete=False) as files:
        files.write("\n".join(sources()))
    done = subprocess.run(
        [qt_tool("lupdate"), "-silent", "-locations", "none", "-no-obsolete", *options, "-source-language", "en_US",
         "-target-language", QT_NAMES.get(language, language), f"@{files.name}", "-ts", str(target)],
        capture_output=True, text=True, encoding="utf-8")
    Path(files.name).unlink()
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def compile_ts(source: Path, target: Path) -> None:
    done = subprocess.run([qt_tool("lrelease"), "-silent", str(source), "-qm", str(target)],
                          capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def messages(tree: ET.ElementTree) -> Iterator[tuple[str, str, ET.Element]]:
    """Context, English text and the translation element, for every message."""
    for context in tree.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            yield context.findtext("name", ""), message.findtext("source", ""), translation


def fill(file: Path, known: dict[str, str | list[str]]) -> None:
    tree = ET.parse(file)
    for context, text, translation in messages(tree):
        told = known.get(f"{context}|{text}", known.get(text))
        forms = translation.findall("numerusform") or [translation]
        texts = [told] if isinstance(told, str) else told or []
        if translation.get("type") != "unfinished" or len(texts) != len(forms):
            continue
        for form, words in zip(forms, texts, strict=True):
            form.text = words
        del translation.attrib["type"]
    body = ET.tostring(tree.getroot(), encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def unfinished(file: Path) -> list[str]:
    told = messages(ET.parse(file))
    return [f"{context}|{text}" for context, text, translation in told if translation.get("type") == "unfinished"]


# The sentences for codes


def pairs() -> list[tuple[str, str]]:
    """Chinese and English of everything the window's Python says, in the order of files."""
    from fieldclient.ui.words import SENTENCES

    found: dict[tuple[str, str], None] = {}
    for file in sorted((ROOT / "fieldclient" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Pair":
                found |= {pair: None for pair in [written(node)] if pair is not None}
    return [*found, *[tuple(pair) for pair in SENTENCES.values() if tuple(pair) not in found]]


def written(call: ast.Call) -> tuple[str, str] | None:
    """The two texts of a Pair, when both stand there as they are."""
    texts = [node.value for node in call.args if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return (texts[0], texts[1]) if len(texts) == 2 == len(call.args) else None


def keys() -> list[str]:
    """What a file of words has to translate: the English, and the Chinese before it where one English is said of two things."""
    chinese: dict[str, set[str]] = {}
    for zh, en in pairs():
        chinese.setdefault(en, set()).add(zh)
    return [f"{zh}|{en}" if len(chinese[en]) > 1 else en for zh, en in pairs()]


def collect_words(file: Path) -> list[str]:
    """Bring a file of words up to date; what is translated stays. Gives what is not translated yet."""
    known = json.loads(file.read_text("utf-8")) if file.exists() else {}
    told = {key: known.get(key, "") for key in keys()}
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [key for key, said in told.items() if not said]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fill", type=Path)
    parser.add_argument("--new", metavar="CODE")
    options = parser.parse_args()
    known = json.loads(options.fill.read_text("utf-8")) if options.fill else {}
    FOLDER.mkdir(parents=True, exist_ok=True)
    missing: list[str] = []
    for language in dict.fromkeys([*languages(), *([options.new] if options.new else [])]):
        file = FOLDER / f"fieldclient_{language}.ts"
        collect(file, language)
        if known:
            fill(file, known)
            collect(file, language)  # once more, so that the file looks as Qt's own tool writes it
        missing += [f"{language}: {text}" for text in unfinished(file)]
        if language not in QT_NAMES:
            missing += [f"{language}: {text}" for text in collect_words(FOLDER / f"words_{language}.json")]
        compile_ts(file, FOLDER / f"fieldclient_{language}.qm")
    print("\n".join(missing) or "nothing is missing")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
