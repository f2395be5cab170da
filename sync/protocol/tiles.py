"""Map tiles that a hub offers: which packages there are, and how devices fetch them whole or in parts (docs/wire.md)."""

from __future__ import annotations

import msgspec

from sync.protocol.position import Datum

FEATURE = "tiles1"
PATH_TILES = "/v1/tiles"  # /{sha256}: the bytes of a package, always PMTiles
HEADER_DIGEST = "X-Fieldclient-Digest"  # on a bounded part: the SHA-256 of these very bytes
MOST_PART_BYTES = 8 * 1024 * 1024  # of one bounded range
MOST_OFFERS = 100


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
