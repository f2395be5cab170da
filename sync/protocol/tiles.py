"""Map tiles that a hub offers: which packages there are, and how devices fetch them whole or in parts (docs/wire.md)."""

from __future__ import annotations

import math

import msgspec

from sync.protocol.ids import is_sha256
from sync.protocol.position import Datum

FEATURE = "tiles1"
PATH_TILES = "/v1/tiles"  # /{sha256}: the bytes of a package, always PMTiles
HEADER_DIGEST = "X-Fieldclient-Digest"  # on a bounded part: the SHA-256 of these very bytes
MOST_PART_BYTES = 8 * 1024 * 1024  # of one bounded range
MOST_OFFERS = 100
MOST_WORDS = 1000  # characters of an offer's name and attribution


class TileOffer(msgspec.Struct, frozen=True, kw_only=True):
    """A package. `datum`: what its tiles are cut by; wgs84 or gcj02. `bounds`: south, west, north, east in that datum."""

    sha256: str
    name: str
    size_bytes: int
    datum: Datum
    kind: str  # raster or vector
    least_zoom: int
    most_zoom: int
    bounds: tuple[float, float, float, float]
    attribution: str = ""


class TileOffers(msgspec.Struct, frozen=True, kw_only=True):
    offers: tuple[TileOffer, ...] = ()


def sensible(offer: TileOffer) -> bool:
    """Whether a device may work with this: a file's name is made of its hash, room is looked for by its size, and people read
    its words."""
    words = offer.name + offer.attribution
    return (
        is_sha256(offer.sha256) and offer.size_bytes > 0 and offer.datum in (Datum.WGS84, Datum.GCJ02)
        and all(map(math.isfinite, offer.bounds)) and words.isprintable() and len(words) <= MOST_WORDS
    )
