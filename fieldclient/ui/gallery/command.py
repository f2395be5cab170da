"""`main.py gallery`: shows every part, in each theme, every language, any size of type; or writes that as a picture.

While it is open, what is saved in the sources shows at once: the window is made anew in its place, with the same look. What
cannot be read is told in the window that was there before.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldclient.ui import engine as qt
from fieldclient.ui.languages import codes

if TYPE_CHECKING:
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow

    from fieldclient.ui.charts.heat_chart import HeatChart

TOGETHER_MS = 120  # an editor writes a file in several steps


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="main.py gallery", description=__doc__)
    made.add_argument("--lang", choices=codes(), default="zh")
    made.add_argument("--theme", choices=qt.MODES, default="light")
    made.add_argument("--scale", type=float, default=1.0, help="size of type, 1.0 to 2.0")
    made.add_argument("--width", type=int, default=1280)
    made.add_argument("--no-motion", action="store_true", help="no movements")
    made.add_argument("--shot", type=Path, help="write a picture of everything into this PNG file and end")
    return made


def sample_heat() -> HeatChart:
    """Six blocks beside each other, one for each step of the scale."""
    from fieldclient.ui.charts.heat_chart import HeatChart
    from fieldclient.work.my_statistics import HeatGrid

    made = HeatChart()
    blocks = [(float(at % 3) * 300, float(at // 3) * 220) for at in range(6)]
    outlines = [((x, y), (x + 290, y), (x + 270, y + 210), (x, y + 200)) for x, y in blocks]
    made.show_grids([HeatGrid(str(at), f"第{at}网格", 3 * at, 0, at, at, (outline,)) for at, outline in enumerate(outlines)])
    return made


class Show:
    """The gallery's window, made of the sources below `root` and made anew when they change."""

    def __init__(self, language: str, theme: str, scale: float, width: int, root: Path = qt.PROJECT, motion: bool = True) -> None:
        from fieldclient.ui.tongue import Tongue

        self.root = root
        self.tongue = Tongue(language)
        self._look: dict[str, Any] = {"mode": theme, "scale": scale, "motion": motion}
        self._place: dict[str, Any] = {"width": width}
        self.window: QQuickWindow | None = None
        self._engine: QQmlApplicationEngine | None = None
        self._watcher: Any = None

    def open(self) -> bool:
        """Make the window. False, and the window before stays, when the sources cannot be read."""
        from PySide6.QtQuick import QQuickWindow

        from fieldclient.ui.tongue import own_names

        said: list[str] = []
        heat = sample_heat()
        engine = qt.make_engine()
        engine.addImportPath(str(self.root))
        engine.warnings.connect(lambda errors: said.extend(error.toString() for error in errors))
        theme = qt.theme_of(engine)
        for name, value in self._look.items():
            theme.setProperty(name, value)
        engine.setInitialProperties({"language": self.tongue.language, "languages": own_names(), "heat": heat, **self._place})
        engine.loadFromModule("fieldclient.ui.gallery", "Gallery")
        roots = engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            if self.window is not None:
                self.window.setProperty("trouble", "\n".join(said).replace(f"file://{self.root}/", ""))
            return False
        before = self._engine
        if self.window is not None:
            self.window.close()
        self.window, self._engine = roots[0], engine
        heat.setParent(roots[0])
        self.tongue.changed.connect(engine.retranslate)
        self.window.languageChosen.connect(self.tongue.choose)  # type: ignore[attr-defined]
        if before is not None:
            self.tongue.changed.disconnect(before.retranslate)
            before.deleteLater()
        return True

    @property
    def theme(self) -> Any:
        assert self._engine is not None
        return qt.theme_of(self._engine)

    def close(self) -> None:
        """The window and all behind it."""
        import shiboken6
        from PySide6.QtCore import QCoreApplication, QEvent

        self._watcher = None
        if self.window is not None:
            shiboken6.delete(self.window)
        self.window = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self._engine is not None:
            shiboken6.delete(self._engine)
        self._engine = None

    def watch(self) -> None:
        """From now on what is saved shows."""
        from PySide6.QtCore import QFileSystemWatcher, QTimer

        self._watcher = QFileSystemWatcher()
        self._soon = QTimer(self._watcher, interval=TOGETHER_MS, singleShot=True)
        self._soon.timeout.connect(self._again)
        self._watcher.fileChanged.connect(self._soon.start)
        self._watcher.directoryChanged.connect(self._soon.start)
        self._listen()

    def _listen(self) -> None:
        """Files that were put in another's place have to be named again."""
        ui = self.root / "fieldclient" / "ui"
        for folder in [ui / name for name in ("theme", "parts", "gallery")]:
            self._watcher.addPaths([str(folder), *(str(file) for file in sorted(folder.glob("*.qml")))])

    def _again(self) -> None:
        from PySide6.QtCore import QRect

        self._listen()
        if self.window is None or self._engine is None:
            return
        self._look = {name: self.theme.property(name) for name in ("mode", "scale", "motion")}
        at: QRect = self.window.geometry()
        self._place = {"x": at.x(), "y": at.y(), "width": at.width(), "height": at.height()}
        self.open()


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    if options.shot is not None:
        qt.go_offscreen()
    application = qt.application(["gallery"])
    show = Show(options.lang, options.theme, options.scale, options.width, motion=not options.no_motion)
    if not show.open():
        return 1
    if options.shot is None:
        show.watch()
        return application.exec()
    return 0 if shoot(show, options.shot) else 1


def shoot(show: Show, target: Path) -> bool:
    """All of it, as high as it is."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtQuick import QQuickItem

    assert show.window is not None
    content = show.window.findChild(QQuickItem, "gallery.content")
    assert content is not None
    for _ in range(3):
        QCoreApplication.processEvents()
    show.window.setHeight(int(content.property("fullHeight")))
    for _ in range(20):
        QCoreApplication.processEvents()
    return show.window.grabWindow().save(str(target))
