"""Bring the translations up to date: `python tests/ui/translations.py [--fill FILE.json]`.

Texts in QML are English. This script collects them into resources/i18n/fieldclient_zh.ts (and the plural forms of English into
fieldclient_en.ts) and compiles both. `--fill` takes {"English text": "中文"} (or {"Context|English text": "中文"} where one
word needs two translations, or {"English text": ["one", "many"]} for English plurals) and fills what is not translated yet; what is
still missing afterwards is printed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
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
LANGUAGES = {"zh": "zh_CN", "en": "en_US"}


def sources() -> list[str]:
    return [str(path) for path in sorted((ROOT / "fieldclient" / "ui").rglob("*.qml"))]


def collect(target: Path, language: str) -> None:
    """Write what QML says now into a .ts file; translations already in it stay."""
    options = ["-pluralonly"] if language == "en" else []
    with tempfile.NamedTemporaryFile("w", suffix=".lst", encoding="utf-8", delete=False) as files:
        files.write("\n".join(sources()))
    done = subprocess.run(
        [qt_tool("lupdate"), "-silent", "-locations", "none", "-no-obsolete", *options, "-source-language", "en_US",
         "-target-language", LANGUAGES[language], f"@{files.name}", "-ts", str(target)],
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fill", type=Path)
    options = parser.parse_args()
    known = json.loads(options.fill.read_text("utf-8")) if options.fill else {}
    FOLDER.mkdir(parents=True, exist_ok=True)
    missing: list[str] = []
    for language in LANGUAGES:
        file = FOLDER / f"fieldclient_{language}.ts"
        collect(file, language)
        if known:
            fill(file, known)
            collect(file, language)  # once more, so that the file looks as Qt's own tool writes it
        missing += [f"{language}: {text}" for text in unfinished(file)]
        compile_ts(file, FOLDER / f"fieldclient_{language}.qm")
    print("\n".join(missing) or "nothing is missing")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
