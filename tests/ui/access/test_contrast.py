"""Everything that is read or seen stands out from what it stands on, in every theme: 4.5 for text, 7 in sunlight, 3 for icons, edges
and the focus. The pairs come from the parts themselves; those of every screen are looked at where every screen is shown
(tests/ui/golden/test_fits.py)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickWindow

from fieldclient.ui.engine import MODES, make_engine, theme_of
from tests.ui.access.ground import IN_SUNLIGHT, LEAST, Painter, contrast, too_weak


def test_every_part_in_every_state(qapp) -> None:
    """The gallery shows what no page shows today."""
    from fieldclient.ui.gallery.command import sample_heat
    from fieldclient.ui.tongue import own_names

    engine = make_engine()
    heat = sample_heat()
    engine.setInitialProperties({"language": "en", "languages": own_names(), "heat": heat, "width": 1280})
    engine.loadFromModule("fieldclient.ui.gallery", "Gallery")
    shown = engine.rootObjects()[0]
    assert isinstance(shown, QQuickWindow)
    weak: list[str] = []
    for mode in MODES:
        theme_of(engine).setProperty("mode", mode)
        qapp.processEvents()
        assert len(Painter(shown).pairs()) > 200
        weak += [f"{mode}: {each}" for each in too_weak(shown, mode) if not each.endswith(ON_OUTLINES)]
        weak += [f"{mode}: heat of step {step}: {ratio:.2f}" for step, ratio in words_on_shades(shown) if ratio < (IN_SUNLIGHT if mode == "sunlight" else LEAST)["text"]]
    shown.close()
    del engine
    assert weak == []


ON_OUTLINES = " in HeatCard"  # words on a drawn grid, which is no item: its steps are asked


def words_on_shades(window: QQuickWindow) -> Iterator[tuple[int, float]]:
    """Each step's words on its shade."""
    card, *_ = [item for item in window.findChildren(QQuickItem) if item.metaObject().className().startswith("HeatMap_QMLTYPE")]
    context = QQmlEngine.contextForObject(card)
    for step in range(6):
        ink, shade = (QColor(QQmlExpression(context, card, f"{name}({step})").evaluate()[0]) for name in ("ink", "shade"))
        yield step, contrast(ink, shade)


GREY = """
import QtQuick
Window {
    width: 400; height: 300; color: "#ffffff"
    Rectangle { width: 200; height: 100; color: "#777777"
        Text { objectName: "weak"; text: "weak"; color: "#999999" } }
    Rectangle { x: 200; width: 200; height: 100; color: "#000000"
        Rectangle { anchors.fill: parent; color: "#80ffffff"
            Text { objectName: "veiled"; text: "veiled"; color: "#ffffff" } } }
    Text { objectName: "good"; y: 200; text: "good"; color: "#000000" }
}
"""


def test_what_is_weak_is_found_through_veils_and_cards(qapp) -> None:
    engine = make_engine()
    component = QQmlComponent(engine)
    component.setData(GREY.encode(), "")
    shown = component.create()
    assert isinstance(shown, QQuickWindow), component.errorString()
    ratios = {pair.where: pair.ratio for pair in Painter(shown).pairs()}
    assert ratios["weak"] == pytest.approx(contrast(QColor("#999999"), QColor("#777777")))
    assert ratios["veiled"] == pytest.approx(contrast(QColor("#ffffff"), QColor("#808080")), abs=0.05)
    assert ratios["good"] == pytest.approx(21.0)
    assert len(too_weak(shown, "light")) == 2
    shown.close()
    del engine
