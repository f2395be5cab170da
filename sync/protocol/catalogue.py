"""What can be reported: categories, subcategories, their limits and evidence rules.

The catalogue is data. One ships with the product (`resources/catalogue`), a hub may replace it by its city's.
A draft or case may name a subcategory that a newer catalogue no longer has: asking for it gives None and never
fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

import msgspec

from sync.protocol.limits import Limit, LimitUnit
from sync.protocol.media import MAX_PHOTOS_PER_ACT, Shot
from sync.protocol.mutations import ResultUnit
from sync.protocol.problems import Code, Problem
from sync.protocol.report import Kind
from sync.protocol.workcalendar import Calendar, covers, is_month_day

BUILT_IN = "built-in"  # `Catalogue.id` of the one that ships
MAX_CATALOGUE_BYTES = 4 * 1024 * 1024  # thirty times what ships
MAX_LIMIT = {  # ten years: a longer one is a slip of the pen
    LimitUnit.URGENT_HOUR: 87_600,
    LimitUnit.WORK_HOUR: 20_000,
    LimitUnit.WORK_DAY: 2_500,
    LimitUnit.NATURAL_DAY: 3_650,
}


class SubcategoryKind(StrEnum):
    COMPONENT = "component"  # 部件: a thing of the city that is broken, missing or out of place
    MATTER = "matter"  # 事项: a state of a place
    BEHAVIOUR = "behaviour"  # somebody is doing it; the evidence may walk away


class LimitBasis(StrEnum):
    PUBLISHED = "published"  # one city's published standard
    OWN = "own"  # a default of ours, until the jurisdiction sets its own


class PrivacyLevel(StrEnum):
    OPEN = "open"  # may be shown to everybody once faces and plates are covered
    RESTRICTED = "restricted"  # the plate or the person is the evidence: never public


class EvidenceRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a report has to show (domain 5.8). `required` shots are counted in `min_photos`."""

    key: str
    required: tuple[Shot, ...] = (Shot.FAR, Shot.NEAR)
    advised: tuple[Shot, ...] = ()
    min_photos: int = 2
    video_may_replace: bool = False  # one video instead of the photos, for what will not hold still
    max_video_s: int = 30
    scale_advised: bool = False  # something of known size in one shot, no person
    tag_advised: bool = False  # the component's own tag or number in the near shot
    hint_zh: str
    hint_en: str


class Season(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Parts of the year, ("MM-DD", "MM-DD") with both ends included. The field that holds it says what for."""

    zh: str
    en: str
    windows: tuple[tuple[str, str], ...]

    def covers(self, day: date) -> bool:
        return any(covers(first, last, day) for first, last in self.windows)


class Category(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A group to choose from. `icon` is a name of the Lucide set."""

    code: str
    zh: str
    en: str
    icon: str
    order: int
    extension: bool = False  # beyond the ten
    definition_zh: str = ""
    definition_en: str = ""


class Subcategory(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that can be reported, and the standard it is filed, handled and closed by."""

    code: str
    category: str
    zh: str
    en: str
    icon: str
    kind: SubcategoryKind
    gb2026: str | None = None  # national code of five digits; None for a local subcategory
    gb_name: str = ""
    gb_related: tuple[str, ...] = ()  # other national codes that belong here when a case comes in by code
    limit: Limit
    limit_basis: LimitBasis
    limit_season: Season | None = None  # the limit's clock runs from the season's start when filed outside it
    urgent: bool = False  # every stage is counted on the clock, nights and holidays included
    evidence: EvidenceRule
    quantity_unit: ResultUnit | None = None  # set: the handler says how many were handled
    privacy: PrivacyLevel = PrivacyLevel.OPEN
    citizen_visible: bool = True  # False: judging it takes a permit or a register: staff only
    season: Season | None = None  # when it usually comes up: offered earlier then
    confused_with: tuple[str, ...] = ()
    tell_apart_zh: str = ""  # how to choose between it and `confused_with`
    tell_apart_en: str = ""
    close_zh: str = ""  # what has to be true before the case is closed
    close_en: str = ""
    keywords_zh: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    pinyin: str = ""  # of `zh`, syllables apart
    keywords_pinyin: tuple[str, ...] = ()  # of `keywords_zh`, in their order

    @property
    def pinyin_initials(self) -> str:
        return "".join(syllable[0] for syllable in self.pinyin.split())

    def name(self, language: str) -> str:
        """Its name in "zh" or "en"; Chinese for every other language code."""
        return self.en if language == "en" else self.zh


class KindEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a report can be, in the order shown."""

    kind: Kind
    zh: str
    en: str
    icon: str


class Catalogue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """One version of everything that can be reported. `id` names its line: built in, or a jurisdiction's."""

    id: str
    version: int
    released: date
    kinds: tuple[KindEntry, ...] = ()
    categories: tuple[Category, ...]
    subcategories: tuple[Subcategory, ...]

    def category(self, code: str) -> Category | None:
        return next((found for found in self.categories if found.code == code), None)

    def subcategory(self, code: str | None) -> Subcategory | None:
        """None for a code this catalogue does not know (any more): show the code and go on."""
        return self._by_code.get(code or "")

    @cached_property
    def _by_code(self) -> dict[str, Subcategory]:
        return {found.code: found for found in reversed(self.subcategories)}

    def in_category(self, code: str) -> tuple[Subcategory, ...]:
        return tuple(found for found in self.subcategories if found.category == code)

    def by_gb(self, gb2026: str) -> tuple[Subcategory, ...]:
        """Subcategories for a national code, the closest first. Several share one code, some codes have none."""
        exact = [found for found in self.subcategories if found.gb2026 == gb2026]
        related = [found for found in self.subcategories if gb2026 in found.gb_related]
        return tuple(exact + related)


def newer(offered: Catalogue, held: Catalogue) -> bool:
    """True when `offered` takes the place of `held`.

    Of one line the higher version wins, and of one version the later release. Between lines a jurisdiction's
    own replaces the built-in one and never the other way round; a second jurisdiction's replaces the first's,
    because it is the hub one is signed in to that offers it.
    """
    if offered.id == held.id:
        return (offered.version, offered.released) > (held.version, held.released)
    return offered.id != BUILT_IN


def clock_start(subcategory: Subcategory, at: datetime, calendar: Calendar) -> datetime:
    """When the limit's clock starts for a case dispatched at `at`: then, or as its season begins."""
    season = subcategory.limit_season
    day = calendar.local_day(at)
    if season is None or season.covers(day):
        return at
    while not season.covers(day):  # a checked season has a first day within a year
        day += timedelta(days=1)
    return datetime.combine(day, time.min, tzinfo=calendar.zone).astimezone(at.tzinfo)


_EVENT_CLASS_2013 = {"01": "06", "02": "07", "03": "08", "04": "09"}
_LAST_SURVIVOR = {"06": 52, "07": 8, "08": 16, "09": 22}
_GONE = frozenset({"06031", "07005", "09007"})
_MOVED_2013 = {"0507": "10001", "0508": "10002", "0601": "09013"}


def gb_alias_2013(code: str) -> str | None:
    """The national code of 2026 for an *event* code of 2013 ("01-10" or "0110"), None where none is known.

    Approximate: the classes were renumbered (01 → 06, 02 → 07, 03 → 08, 04 → 09) and most small numbers stayed
    (domain 2.2), but nobody published a table. Numbers a city added (down from 99) have no national code.
    Codes of 2007 are not read at all: there 04 and 05 mean each other.
    """
    plain = code.strip().replace("-", "")
    if not re.fullmatch(r"[0-9]{4}", plain):
        return None
    if plain in _MOVED_2013:
        return _MOVED_2013[plain]
    new_class = _EVENT_CLASS_2013.get(plain[:2])
    number = int(plain[2:])
    if new_class is None or not 1 <= number <= _LAST_SURVIVOR[new_class]:
        return None
    alias = f"{new_class}{number:03d}"
    return None if alias in _GONE else alias


def decode_catalogue(raw: bytes) -> Catalogue:
    """The catalogue in these bytes, checked. Raises Problem(CATALOGUE_INVALID, field): keep the one held."""
    if len(raw) > MAX_CATALOGUE_BYTES:
        raise _refuse("size")
    try:
        catalogue = msgspec.json.decode(raw, type=Catalogue)
    except msgspec.ValidationError as cause:
        place = re.search(r"`\$\.?(.*?)`", str(cause))
        raise _refuse(place[1] if place else "json") from cause
    except (msgspec.DecodeError, UnicodeDecodeError) as cause:
        raise _refuse("json") from cause
    check_catalogue(catalogue)
    return catalogue


def encode_catalogue(catalogue: Catalogue) -> bytes:
    return msgspec.json.encode(catalogue)


def _refuse(field: str) -> Problem:
    return Problem(Code.CATALOGUE_INVALID, field=field)


def _check_codes(codes: Iterable[str], field: str) -> frozenset[str]:
    seen: set[str] = set()
    for code in codes:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", code) or code in seen:
            raise _refuse(f"{field}.{code}")
        seen.add(code)
    if not seen:
        raise _refuse(field)
    return frozenset(seen)


def check_catalogue(catalogue: Catalogue) -> None:
    """Raise Problem(CATALOGUE_INVALID, field) unless every report, limit and hint in it can be relied on."""
    if catalogue.version < 1:
        raise _refuse("version")
    if not catalogue.id.strip():
        raise _refuse("id")
    categories = _check_codes((category.code for category in catalogue.categories), "categories")
    codes = _check_codes((found.code for found in catalogue.subcategories), "subcategories")
    for category in catalogue.categories:
        if not category.zh.strip() or not category.en.strip():
            raise _refuse(f"categories.{category.code}.name")
    for found in catalogue.subcategories:
        wrong = _wrong_field(found, categories, codes)
        if wrong:
            raise _refuse(f"subcategories.{found.code}.{wrong}")


def _wrong_field(found: Subcategory, categories: frozenset[str], codes: frozenset[str]) -> str | None:
    """The first field of a subcategory that cannot be right."""
    rule = found.evidence
    national = [code for code in (found.gb2026, *found.gb_related) if code is not None]
    seasons = [season for season in (found.season, found.limit_season) if season is not None]
    checks = {
        "category": found.category in categories,
        "name": bool(found.zh.strip() and found.en.strip()),
        "limit": 0 < found.limit.value <= MAX_LIMIT[found.limit.unit],
        "gb2026": all(re.fullmatch(r"[0-9]{5}", code) for code in national),
        "evidence": 0 <= rule.min_photos <= MAX_PHOTOS_PER_ACT and len(rule.required) <= rule.min_photos,
        "max_video_s": rule.max_video_s > 0,
        "season": all(each.windows and all(map(is_month_day, sum(each.windows, ()))) for each in seasons),
        "confused_with": found.code not in found.confused_with and codes.issuperset(found.confused_with),
        "keywords_pinyin": len(found.keywords_pinyin) in (0, len(found.keywords_zh)),
    }
    return next((field for field, right in checks.items() if not right), None)
