"""Finding a subcategory by what a person types: Chinese, pinyin, initials, English, everyday words or a code.

One pass over the catalogue; the prepared texts are kept for the last few catalogues, so a keystroke costs a
millisecond or two. Nothing here knows which language the window shows: all are searched at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from sync.protocol.catalogue import Catalogue, Subcategory, gb_alias_2013

# How good a match is. The gaps leave room for RECENT, which lifts within a tier and never past a better one.
CODE = 1000
EXACT, PREFIX, INSIDE = 900, 800, 700
WORD_EXACT, WORD_PREFIX, WORD_INSIDE = 650, 620, 600  # everyday words
SOUND_EXACT, SOUND_PREFIX, SOUND_INSIDE = 550, 520, 500
WORD_SOUND = 450  # everyday words by sound
INITIALS_EXACT, INITIALS_INSIDE, WORD_INITIALS = 420, 400, 380
SAID = 340  # an everyday word stands inside a longer sentence, or half of the sentence is there
GROUP = 300  # the category's own name
LIKE = 100  # nothing better was found and some of the sentence is there, up to LIKE + 100
APART = 60  # less for words that match one by one: below a phrase that matches as it stands
RECENT = 19
_CODE = re.compile(r"[a-z]?[0-9][0-9 ]*")
MAX_QUERY = 60  # characters; the rest says no more


class _Entry(msgspec.Struct, frozen=True):
    """One subcategory's texts, prepared."""

    found: Subcategory
    codes: tuple[str, ...]
    zh: str
    en: str
    words_zh: tuple[str, ...]
    all_words_zh: str  # "|井盖|井盖丢了|": one look tells whole, beginning and middle apart
    all_words_en: str
    sound: str  # pinyin of the name in one piece
    sound_starts: str  # "|" before everything that begins at a syllable, so that one look finds a beginning
    word_sound_starts: str
    initials: str
    word_initials: str  # "|" before each everyday word's
    group: tuple[str, ...]
    pairs: frozenset[str]  # all pairs of neighbouring Chinese characters


def search(
    catalogue: Catalogue, query: str, *, recent: Sequence[str] = (), limit: int = 20, staff: bool = True
) -> tuple[Subcategory, ...]:
    """Subcategories for what was typed, best first. `recent`: codes used lately, newest first, lifted among
    equals.

    Nothing typed: the recent ones, then the catalogue in its order. `staff=False` leaves out what citizens are
    not offered. Words apart must all match. Codes: ours, the national one of 2026 or its beginning, an event's
    of 2013.
    """
    entries = [entry for entry in _index(catalogue) if staff or entry.found.citizen_visible]
    lift = {code: RECENT - place for place, code in enumerate(recent[:RECENT])}
    text = _plain(query)[:MAX_QUERY].strip()
    if not text:
        return tuple(e.found for e in sorted(entries, key=lambda e: -lift.get(e.found.code, 0)))[:limit]
    scored = [(_score(entry, text), entry) for entry in entries]
    if not any(score for score, _ in scored):
        scored = [(_likeness(entry, text), entry) for entry in entries]
    lifted = ((score + lift.get(entry.found.code, 0), entry) for score, entry in scored if score)
    ranked = sorted(lifted, key=lambda pair: -pair[0])
    return tuple(entry.found for _, entry in ranked[:limit])


def _plain(text: str) -> str:
    """Full-width signs made narrow, capitals small, ü as v; hyphens and punctuation become spaces."""
    flat = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    return re.sub(r"[\W_]+", " ", flat).strip()


def _tight(text: str) -> str:
    return _plain(text).replace(" ", "")


@lru_cache(maxsize=4)
def _index(catalogue: Catalogue) -> tuple[_Entry, ...]:
    return tuple(_entry(catalogue, found) for found in catalogue.subcategories)


def _entry(catalogue: Catalogue, found: Subcategory) -> _Entry:
    category = catalogue.category(found.category)
    words_zh = tuple(_tight(word) for word in found.keywords_zh)
    zh = _tight(found.zh)
    return _Entry(
        found=found,
        codes=tuple(_tight(code) for code in (found.code, found.gb2026, *found.gb_related) if code),
        zh=zh,
        en=_plain(found.en),
        words_zh=words_zh,
        all_words_zh=f"|{'|'.join(words_zh)}|",
        all_words_en=f"|{'|'.join(_plain(word) for word in found.keywords_en)}|",
        sound=found.pinyin.replace(" ", ""),
        sound_starts=_starts([found.pinyin]),
        word_sound_starts=_starts(found.keywords_pinyin),
        initials=found.pinyin_initials,
        word_initials="".join("|" + _initials(sound) for sound in found.keywords_pinyin),
        group=(category.code.casefold(), _tight(category.zh), _plain(category.en)) if category else (),
        pairs=frozenset(pair for text in (zh, *words_zh) for pair in _pairs(text)),
    )


def _initials(sound: str) -> str:
    return "".join(syllable[0] for syllable in sound.split())


def _starts(sounds: Iterable[str]) -> str:
    """"la ji" → "|laji|ji"."""
    parts = (sound.split() for sound in sounds)
    return "".join("|" + "".join(syllables[at:]) for syllables in parts for at in range(len(syllables)))


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _score(entry: _Entry, text: str) -> int:
    """The whole as one phrase, or every word by itself and then as good as the worst."""
    whole = _phrase(entry, text)
    # The "e" of "e bike" says nothing.
    words = [word for word in text.split() if len(word) > 1 or not word.isascii()]
    if not words or words == [text] or _CODE.fullmatch(text):
        return whole
    return max(whole, min(_phrase(entry, word) for word in words) - APART, 0)


def _phrase(entry: _Entry, text: str) -> int:
    """Points for one phrase; 0 when it has nothing to do with the entry."""
    if _CODE.fullmatch(text):
        return _by_code(entry, text)
    if text.isascii():
        return max(_by_english(entry, text), _by_sound(entry, text.replace(" ", "")))
    return _by_chinese(entry, _tight(text))


def _by_code(entry: _Entry, text: str) -> int:
    plain = text.replace(" ", "")
    if plain in entry.codes[:2]:
        return CODE
    old = gb_alias_2013(plain)
    if plain in entry.codes or (old is not None and old in entry.codes[:2]):
        return CODE - 50
    return PREFIX if any(code.startswith(plain) for code in entry.codes) else 0


def _by_chinese(entry: _Entry, text: str) -> int:
    place = entry.zh.find(text)
    if place >= 0:
        return EXACT if text == entry.zh else PREFIX if place == 0 else INSIDE
    if text in entry.all_words_zh:
        return _place(entry.all_words_zh, text, WORD_INSIDE)
    known = (len(word) for word in (entry.zh, *entry.words_zh) if len(word) >= 2 and word in text)
    said = max(known, default=0)
    share = _share(entry, text)
    if said or share >= 1 / 2:
        return SAID + said + int(share * 20)  # the longest word says most, then how much of the rest is there
    return GROUP if entry.group and text in entry.group[1] else 0


def _place(words: str, text: str, elsewhere: int) -> int:
    """WORD_EXACT for one of the words, WORD_PREFIX for the beginning of one."""
    return WORD_EXACT if f"|{text}|" in words else WORD_PREFIX if f"|{text}" in words else elsewhere


def _by_english(entry: _Entry, text: str) -> int:
    """Beginnings of words count, middles do not: "ramp" is not in "tramp". A plural finds its singular."""
    forms = (text, text.removesuffix("s")) if len(text) > 3 else (text,)  # "gas" is no plural
    for form in forms:
        if len(form) < 2:
            continue
        if entry.en == form:
            return EXACT
        if entry.en.startswith(form):
            return PREFIX
        if f" {form}" in entry.en:
            return INSIDE
        best = _place(entry.all_words_en, form, WORD_INSIDE if f" {form}" in entry.all_words_en else 0)
        if best:
            return best
        if entry.group and (entry.group[0] == form or f" {entry.group[2]}".find(f" {form}") >= 0):
            return GROUP
    return 0


def _by_sound(entry: _Entry, text: str) -> int:
    """Pinyin from the start of any syllable, the last one maybe unfinished; or the syllables' first letters."""
    if len(text) < 2:
        return 0
    if f"|{text}" in entry.sound_starts:
        if text == entry.sound:
            return SOUND_EXACT
        return SOUND_PREFIX if entry.sound.startswith(text) else SOUND_INSIDE
    if f"|{text}" in entry.word_sound_starts:
        return WORD_SOUND
    if text in entry.initials:
        return INITIALS_EXACT if text == entry.initials else INITIALS_INSIDE
    return WORD_INITIALS if f"|{text}" in entry.word_initials else 0


def _share(entry: _Entry, text: str) -> float:
    """The share of the text's pairs of neighbouring characters that the entry has; 0 for short texts."""
    asked = set(_pairs(text))
    return len(asked & entry.pairs) / len(asked) if len(asked) >= 2 else 0.0


def _likeness(entry: _Entry, text: str) -> int:
    """When nothing matched at all: two pairs of characters of a sentence, or a third of them, are enough."""
    if text.isascii():
        return 0
    tight = _tight(text)
    share = _share(entry, tight)
    shared = len(set(_pairs(tight)) & entry.pairs)
    return LIKE + int(share * 100) if shared >= 2 or share >= 1 / 3 else 0
