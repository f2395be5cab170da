"""What the window draws with is there: every icon, the fonts, the translations, all up to date."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QRawFont

from tests.ui import translations

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "fieldclient" / "ui"
ICON = re.compile(r"(?:iconName|actionIcon|endIcon|icon_name)\s*[:=]\s*(.+)")
WORD = re.compile(r'"([a-z][a-z0-9-]*)"')
COMPARED = re.compile(r'[!=]=+\s*"[^"]*"')  # what a condition compares with is no icon


def icons_used() -> set[str]:
    """Every quoted word in a value of an icon property, in QML and in the rooms' Python."""
    used: set[str] = set()
    for file in [*UI.rglob("*.qml"), *UI.rglob("*.py")]:
        for line in file.read_text("utf-8").splitlines():
            for value in ICON.findall(line):
                used.update(WORD.findall(COMPARED.sub("", value)))
    from fieldclient.ui.activity.activity_room import _LOOKS
    from fieldclient.ui.frame.strip import _ICONS
    from fieldclient.ui.parts.case_line import _KIND_ICONS

    return used | {icon for icon, _ in _LOOKS.values()} | set(_ICONS.values()) | set(_KIND_ICONS.values())


def test_every_icon_named_is_shipped() -> None:
    shipped = {file.stem for file in (ROOT / "resources" / "icons").glob("*.svg")}
    used = icons_used()
    assert len(used) > 40
    assert used - shipped == set()


def test_the_shipped_font_has_every_sign_the_window_says(qapp) -> None:
    from fieldclient.ui.words import SENTENCES, TABLES, notices, phrases

    texts = [text for pair in SENTENCES.values() for text in pair]
    texts += [text for table in TABLES for pair in table.values() for text in pair]
    texts += [text for pair in [*notices.NOTICES.values(), *phrases.PHRASES.values()] for text in pair]
    texts += [node.text or "" for node in ET.parse(translations.FOLDER / "fieldclient_zh.ts").iter() if node.text]
    signs = {sign for text in texts for sign in text if not sign.isspace()}
    for file in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
        font = QRawFont(str(file), 15)
        assert {sign for sign in signs if not font.supportsCharacter(ord(sign))} == set(), file.name


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_translations_are_complete_and_up_to_date(language: str, tmp_path: Path) -> None:
    kept = translations.FOLDER / f"fieldclient_{language}.ts"
    assert translations.unfinished(kept) == []
    fresh = tmp_path / kept.name
    fresh.write_bytes(kept.read_bytes())
    translations.collect(fresh, language)
    assert fresh.read_text("utf-8") == kept.read_text("utf-8"), "run python tests/ui/translations.py"


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_compiled_translations_are_those_of_the_sources(language: str, tmp_path: Path) -> None:
    kept = translations.FOLDER / f"fieldclient_{language}.qm"
    fresh = tmp_path / kept.name
    translations.compile_ts(translations.FOLDER / f"fieldclient_{language}.ts", fresh)
    assert fresh.read_bytes() == kept.read_bytes(), "run python tests/ui/translations.py"


def test_plurals_of_english_are_right(qapp) -> None:
    translator = QTranslator()
    assert translator.load(str(translations.FOLDER / "fieldclient_en.qm"))
    assert translator.translate("TextBox", "%n character(s) left", "", 1) == "%n character left"
    assert translator.translate("TextBox", "%n character(s) left", "", 3) == "%n characters left"
