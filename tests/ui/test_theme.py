"""Colours that can be read: contrast by the WCAG formula, computed from the running theme; and told apart without red and green."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlApplicationEngine, QQmlProperty

from fieldclient.ui.engine import MODES, make_engine, theme_of

MEANINGS = ("neutral", "inHand", "waiting", "arrived", "attention", "dueSoon", "overdue", "overdueAgain", "done")
TEXT_ON = [("text", "page"), ("text", "surface"), ("text", "raised"), ("text", "sunken"), ("textQuiet", "page"),
           ("textQuiet", "surface"), ("textQuiet", "sunken"), ("onAccent", "accent"), ("onAccentQuiet", "accentQuiet"),
           ("onToast", "toast"), ("accent", "surface"), ("accent", "page"), ("text", "accentQuiet")]
GRAPHIC_ON = [("lineStrong", "surface"), ("lineStrong", "page"), ("focus", "surface"), ("focus", "page"), ("accent", "surface")]


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def engine(qapp) -> Iterator[QQmlApplicationEngine]:
    made = make_engine()
    yield made
    del made


@pytest.fixture(params=MODES)
def theme(engine, request):
    made = theme_of(engine)
    made.setProperty("mode", request.param)
    return made


def enough(theme) -> float:
    return 7.0 if theme.property("mode") == "sunlight" else 4.5


def color(theme, name: str) -> QColor:
    """`name` in the colours of the mode chosen, e.g. text or overdue.fill."""
    return QColor(QQmlProperty(theme, f"colors.{name}").read())


def test_the_formula_is_the_one_of_the_standard() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21.0)
    assert contrast(QColor("#767676"), QColor("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read(theme, ink: str, ground: str) -> None:
    assert contrast(color(theme, ink), color(theme, ground)) >= enough(theme)


@pytest.mark.parametrize("name", MEANINGS)
def test_every_meaning_can_be_read_on_its_own_ground(theme, name: str) -> None:
    assert contrast(color(theme, f"{name}.ink"), color(theme, f"{name}.fill")) >= enough(theme)


@pytest.mark.parametrize("name", MEANINGS)
@pytest.mark.parametrize("ground", ["page", "surface"])
def test_every_meaning_can_be_drawn_on_the_page(theme, name: str, ground: str) -> None:
    assert contrast(color(theme, f"{name}.line"), color(theme, ground)) >= 3.0


def test_attention_is_also_used_as_text_and_reads_as_text(theme) -> None:
    line = color(theme, "attention.line")
    assert min(contrast(line, color(theme, "page")), contrast(line, color(theme, "surface"))) >= enough(theme)


@pytest.mark.parametrize(("ink", "ground"), GRAPHIC_ON)
def test_edges_and_the_focus_can_be_seen(theme, ink: str, ground: str) -> None:
    assert contrast(color(theme, ink), color(theme, ground)) >= 3.0


def test_words_on_photos_can_be_read_whatever_the_photo(theme) -> None:
    """The scrim over white, which is the worst a photo can be."""
    scrim = color(theme, "scrim")
    over_white = QColor.fromRgbF(*(part * scrim.alphaF() + 1 - scrim.alphaF() for part in scrim.getRgbF()[:3]))
    assert contrast(color(theme, "onScrim"), over_white) >= 4.5


@pytest.mark.parametrize("ground", ["page", "surface", "sunken"])
def test_groups_are_seen_on_every_ground_and_their_numbers_read(theme, ground: str) -> None:
    colors = QQmlProperty(theme, "colors.groups").read()
    assert len(colors) == 6
    assert min(contrast(QColor(each), color(theme, ground)) for each in colors) >= 3.0
    assert min(contrast(QColor(each), color(theme, "onGroup")) for each in colors) >= 4.5


def test_sunlight_has_thick_lines(engine) -> None:
    theme = theme_of(engine)
    theme.setProperty("mode", "sunlight")
    assert theme.property("stroke") == 2


def test_late_and_late_again_are_told_apart_without_red_and_green(engine) -> None:
    """Deuteranopia (Viénot 1999): the two marks must still differ, by brightness if by nothing else."""
    theme = theme_of(engine)
    for mode in MODES:
        theme.setProperty("mode", mode)
        one, other = (deuteranope(color(theme, f"{name}.fill")) for name in ("overdue", "overdueAgain"))
        apart = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert apart > 0.2, mode


def deuteranope(color: QColor) -> tuple[float, float, float]:
    """In linear RGB; good enough to see whether two colours fall together."""
    red, green, blue = ((part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4) for part in color.getRgbF()[:3])
    return 0.29275 * red + 0.70725 * green, 0.29275 * red + 0.70725 * green, -0.02234 * red + 0.02234 * green + blue


def test_the_scale_of_type_reaches_every_size(engine) -> None:
    theme = theme_of(engine)
    theme.setProperty("scale", 1.0)
    plain = [theme.property(name) for name in ("small", "body", "lead", "title", "headline", "display", "touch", "primary")]
    theme.setProperty("scale", 1.6)
    large = [theme.property(name) for name in ("small", "body", "lead", "title", "headline", "display", "touch", "primary")]
    theme.setProperty("scale", 1.0)
    assert plain == [13, 15, 17, 20, 24, 32, 48, 56]
    assert all(big > small for big, small in zip(large, plain, strict=True))
