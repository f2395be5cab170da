"""The language the person reads, and what has to happen when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal

from fieldclient.ui import languages

if TYPE_CHECKING:
    from fieldclient.ui.words import Words

_NAMES = {"zh": "中文", "en": "English"}


def language_of_system() -> str:
    """The system's language where the window speaks it, else English."""
    name = QLocale.system().name()
    return next((code for code in languages.codes() if code in (name, name.partition("_")[0])), "en")


def own_names() -> list[dict[str, str]]:
    """Every language by the name it has for itself, as a choice shows them."""
    return [{"value": code, "text": _NAMES.get(code) or QLocale(code).nativeLanguageName() or code} for code in languages.codes()]


class Tongue(QObject):
    """`words` speaks for codes; the texts written in QML are English and translated by resources/i18n."""

    changed = Signal()

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translator = QTranslator(self)
        self._words: Words | None = None
        self.language = language
        self._install()

    @property
    def words(self) -> Words:
        """Speaks the language chosen now. The tables are read when the first code has to be said."""
        if self._words is None:
            from fieldclient.ui.words import Words

            self._words = Words(self.language)
        return self._words

    def choose(self, language: str) -> None:
        """Speak this language from now on. Unknown ones are passed over."""
        if language not in languages.codes() or language == self.language:
            return
        self.language, self._words = language, None
        self._install()
        self.changed.emit()

    def _install(self) -> None:
        application = QCoreApplication.instance()
        if application is None:
            return
        application.removeTranslator(self._translator)
        # English has a catalogue too: it holds the plural forms.
        if self._translator.load(str(languages.catalogue(self.language))):
            application.installTranslator(self._translator)
