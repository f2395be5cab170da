"""Every text has its room, in every screen, in looks that hold every pair of language, theme, size and type; and what is said at all
is said in the language that was chosen, also in one that nobody wrote code for.

All screens in all looks: `python -m tests.ui.golden FOLDER`.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from fieldclient.ui import languages
from fieldclient.work import open_desk
from tests.ui import translations
from tests.ui.district import SEED
from tests.ui.golden import devices, measure, taking
from tests.ui.golden.looks import Look, covering, pairs_of
from tests.ui.golden.screens import SCREENS
from tests.ui.golden.stage import Stage

NAMES_OF_OTHERS = ("about",)  # packages and licences by their own names
CODE = "eo"  # made up like the language of this code; every text of it stands in brackets


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A third language: two files in a folder, and nothing else."""
    folder = tmp_path_factory.mktemp("languages")
    texts = folder / f"fieldclient_{CODE}.ts"
    translations.collect(texts, CODE)
    tree = ET.parse(texts)
    for _, source, translation in translations.messages(tree):
        translation.attrib.pop("type", None)
        for form in translation.findall("numerusform") or [translation]:
            form.text = f"[{source}]"
    tree.write(texts, encoding="utf-8", xml_declaration=True)
    translations.compile_ts(texts, folder / f"fieldclient_{CODE}.qm")
    words = {key: bracketed(key.rpartition("|")[2]) for key in translations.keys()}
    (folder / f"words_{CODE}.json").write_text(json.dumps(words), "utf-8")
    kept = os.environ.get(languages.VARIABLE)
    os.environ[languages.VARIABLE] = str(folder)
    yield folder
    if kept is None:
        del os.environ[languages.VARIABLE]
    else:
        os.environ[languages.VARIABLE] = kept


def bracketed(text: str) -> str:
    """A list of words is one text: each of them is shown alone."""
    return ",".join(f"[{word}]" for word in text.split(",")) if re.fullmatch(r"\w+(,\w+)+", text) else f"[{text}]"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("prepared") / "devices"
    return folder, devices.prepare(folder)


@pytest.fixture(scope="module", params=list(dict.fromkeys(screen.device for screen in SCREENS)))
def stage(request: pytest.FixtureRequest, prepared: tuple[Path, dict[str, str]], made_up: Path,
          tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Stage]]:
    folder, cases = prepared
    with taking.standing_still():
        made = Stage(devices.copy(folder, request.param, tmp_path_factory.mktemp("device")), cases, folder)
        yield request.param, made
        made.close()


def looks_for(number: int) -> list[Look]:
    """The made-up language, upright and in twice the type, asks for most room of all; every eighth screen is looked at in one more of
    the looks that hold every pair."""
    hardest, more = Look(CODE, "light", (800, 1280), 2.0), covering()
    return [*([more[number // 8 % len(more)]] if number % 8 == 1 else []), hardest]


@pytest.mark.timeout(600)
def test_every_text_has_its_room_and_is_said_in_the_language_chosen(stage: tuple[str, Stage]) -> None:
    device, window = stage
    wrong: list[str] = []
    for number, screen in enumerate(SCREENS):
        if screen.device != device or not screen.tested:
            continue
        for look, faults in taking.show(window, screen, looks_for(number)):
            wrong += [f"{screen.name} {look.name}: {fault}" for fault in faults]
        wrong += [f"{screen.name}: not translated: {text}" for text in untranslated(window) if screen.name not in NAMES_OF_OTHERS]
    assert not wrong, "\n".join(wrong)


def untranslated(window: Stage) -> list[str]:
    """Shown in the made-up language: a text with English in it that stands outside of brackets. What people and the catalogue said
    is left out, and so is what is written alike everywhere."""
    told = sorted(told_by_the_hub(window), key=len, reverse=True)
    found = {str(item.property("text")) for item in measure.everything(window.window.contentItem()) if item.inherits("QQuickText")}
    return sorted(text for text in found if english_outside(text, told))


ALIKE = re.compile(r"^/.*|\w+://\S+|\b\d+(\.\d+)?\s?(kB|MB|GB)\b|\b(kB|MB|GB|PIN|GPS|WGS|MIT|BSD|OFL|ISC|CC0|LGPL|GPL|GCJ)\b"
                   r"|\b(Ctrl|Shift|Alt|Enter|Esc|F\d+)\b|\b[A-Z0-9]{4,5}\b|IMG_\w+")


def english_outside(text: str, told: list[str]) -> bool:
    plain = re.sub(r"</?\w[^>]*>", "", text)
    for known in told:
        if len(known) > 2:  # a letter that is a code of the district may stand in a fingerprint, and English it is none
            plain = plain.replace(known, "")
    while (bare := re.sub(r"\[[^\[\]]*\]", "", plain)) != plain:
        plain = bare
    return re.search(r"[A-Za-z]{3,}", ALIKE.sub("", plain)) is not None


def told_by_the_hub(window: Stage) -> set[str]:
    """Names and hints of the catalogue, what the district says of itself, and the names of cards."""
    rows = window.ask(lambda desk: desk.subcategories())
    names = {row.en for row in (*rows, *window.ask(lambda desk: desk.categories()))} | {row.hint_en for row in rows}
    return {devices.CARD, devices.BROKEN, *LANGUAGE_NAMES, *names, *strings(tomllib.loads(SEED.read_text("utf-8")))} - {""}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(each)


LANGUAGE_NAMES = ("English", "中文", "Esperanto", "esperanto")


def test_the_made_up_language_is_offered_by_its_own_name(made_up: Path) -> None:
    from fieldclient.ui.tongue import own_names

    assert languages.codes() == ("zh", "en", CODE)
    assert [entry["text"] for entry in own_names()][:2] == ["中文", "English"] and own_names()[2]["text"]


def test_words_of_a_further_language_that_cannot_be_said_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fieldclient_xx.qm").write_bytes(b"")
    (tmp_path / "words_xx.json").write_text(json.dumps({
        "as of {time}": "bis {zeit}", "all sent": "alles weg", "昨天 {}|yesterday {}": "gestern {}", "Online": "{", "undo": 3}), "utf-8")
    monkeypatch.setenv(languages.VARIABLE, str(tmp_path))
    from fieldclient.ui.words import Pair

    assert languages.codes() == ("zh", "en", "xx")
    assert Pair("截至 {time}", "as of {time}").say("xx") == "as of {time}"
    assert Pair("全部已送达", "all sent").say("xx") == "alles weg"
    assert Pair("昨天 {}", "yesterday {}").say("xx") == "gestern {}"
    assert Pair("在线", "Online").say("xx") == "Online"


def test_everything_python_says_is_written_out_and_can_be_translated() -> None:
    """A Pair that is put together from pieces could not be found by a translator."""
    import ast

    found = []
    for file in sorted((translations.ROOT / "fieldclient" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Pair":
                starred = any(isinstance(each, ast.Starred) for each in node.args)
                if not starred and translations.written(node) is None:
                    found.append(f"{file.name}:{node.lineno}")
    assert found == []


def test_what_the_hub_told_is_no_english_and_a_fingerprint_is_none() -> None:
    told = ["Li Ming", "D"]
    assert not english_outside("FDSG MHJL OPJN G77O VSJX", told) and not english_outside("[Handled by] Li Ming, D [today]", told)
    assert english_outside("Handled by Li Ming", told) and english_outside("[ok] and", told)


def test_the_covering_looks_hold_every_pair() -> None:
    held = set().union(*(pairs_of(look) for look in covering()))
    assert len(held) == 2 * 3 + 2 * 3 + 2 * 2 + 3 * 3 + 3 * 2 + 3 * 2 and len(covering()) <= 12


def test_a_text_that_does_not_fit_is_found(stage: tuple[str, Stage]) -> None:
    _, window = stage
    text = next(item for item in measure.everything(window.window.contentItem())
                if item.inherits("QQuickText") and not item.property("shortens") and len(str(item.property("text"))) > 2 and item.width() > 20)
    kept = text.width()
    text.setWidth(4)
    assert any(fault.text == text.property("text") for fault in measure.faults(window.window))
    text.setWidth(kept)


def test_the_clock_of_the_devices_stands_still(prepared: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, _ = prepared
    desk = open_desk(devices.copy(folder, "newcomer", tmp_path), clock=lambda: devices.NOW)
    assert desk.now() == devices.NOW and desk.status().signed_in
    desk.close()
