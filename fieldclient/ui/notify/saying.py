"""News as a notification: what stands in it, and what a click on it leads to. Pure."""

from __future__ import annotations

from fieldclient.ui.notify.bus_notes import Note
from fieldclient.ui.words import Words
from fieldclient.work.news import URGENT, News, NewsKind

_PLACES = {
    NewsKind.TASK: "home", NewsKind.DUE: "home", NewsKind.RESULT: "activity", NewsKind.SENT: "outbox", NewsKind.REFUSED: "outbox",
    NewsKind.TROUBLE: "outbox",
}


def key_of(news: News) -> str:
    """`case ID` or the name of a place. What was refused is decided about in the outbox."""
    about_case = news.case_id and news.kind not in (NewsKind.REFUSED, NewsKind.SENT, NewsKind.TROUBLE)
    return f"case {news.case_id}" if about_case else _PLACES[news.kind]


def address_of(key: str) -> tuple[str, str, str]:
    """Place, separator, case: of a key. An unknown place is the first page."""
    head, mark, case_id = key.partition(" ")
    return ("cases", mark, case_id) if head == "case" else (head, "", "")


def plain(news: News, words: Words) -> str:
    """Without a word of what it is about: it may stand on a locked screen."""
    if news.kind in (NewsKind.SENT, NewsKind.TROUBLE):
        return words.phrase(f"news.{news.kind.value}")
    name = "late" if news.kind is NewsKind.DUE and news.late else news.kind.value
    return words.phrase(f"news.{name}") if news.count == 1 else words.phrase(f"news.{name}s", count=str(news.count))


def detailed(news: News, words: Words) -> str:
    """What it is about, where one thing is."""
    if news.kind is NewsKind.TROUBLE and news.problem is not None:
        return words.sentence(news.problem.to_problem())
    if news.count != 1:
        return plain(news, words)
    told = words.notice(news.notice, dict(news.facts)) if news.notice else plain(news, words)
    matter = [part for part in (words.name(news.title_zh, news.title_en), news.place) if part]
    return " · ".join([told, *matter])


def note_of(news: News, words: Words, *, details: bool, icon: tuple[int, int, bytes] | None = None) -> Note:
    private = plain(news, words)
    return Note(
        key=key_of(news), slot=news.kind.value if news.kind in (NewsKind.SENT, NewsKind.TROUBLE) else key_of(news),
        title=words.phrase("app_name"), body=detailed(news, words) if details else private, private=private,
        action=words.phrase("news_click"), urgent=news.kind in URGENT, icon=icon,
    )
