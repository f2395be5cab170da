"""`main.py gallery`: shows every part, in each theme, both languages, any size of type; or writes that as a picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from fieldclient.ui import engine as qt


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="main.py gallery", description=__doc__)
    made.add_argument("--lang", choices=("zh", "en"), default="zh")
    made.add_argument("--theme", choices=qt.MODES, default="light")
    made.add_argument("--scale", type=float, default=1.0, help="size of type, 1.0 to 1.6")
    made.add_argument("--width", type=int, default=1280)
    made.add_argument("--shot", type=Path, help="write a picture of everything into this PNG file and end")
    return made


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    if options.shot is not None:
        qt.go_offscreen()
    application = qt.application(["gallery"])
    from PySide6.QtQuick import QQuickItem, QQuickWindow

    from fieldclient.ui.tongue import Tongue

    tongue = Tongue(options.lang)
    engine = qt.make_engine()
    theme = qt.theme_of(engine)
    theme.setProperty("mode", options.theme)
    theme.setProperty("scale", options.scale)
    tongue.changed.connect(engine.retranslate)
    engine.setInitialProperties({"language": options.lang, "width": options.width})
    engine.loadFromModule("fieldclient.ui.gallery", "Gallery")
    if not engine.rootObjects():
        return 1
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.languageChosen.connect(tongue.choose)  # type: ignore[attr-defined]
    if options.shot is None:
        return application.exec()
    content = window.findChild(QQuickItem, "gallery.content")
    assert content is not None
    window.setHeight(int(content.property("fullHeight")))
    for _ in range(20):
        application.processEvents()
    saved = window.grabWindow().save(str(options.shot))
    del engine
    return 0 if saved else 1
