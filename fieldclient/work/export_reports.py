"""What a person reported, as a table and for a map. Pure."""

from __future__ import annotations

import csv
import io
from typing import Any

from fieldclient.work.export_cells import tamed

_COLUMNS = (
    "reference", "number", "kind", "subcategory", "subcategory_zh", "subcategory_en", "description", "place", "latitude",
    "longitude", "datum", "position_source", "accuracy_m", "observed_at", "reported_at", "stage", "delivery", "photos",
)


def as_csv(reports: list[dict[str, Any]]) -> bytes:
    """With the mark that lets spreadsheets read Chinese. Text that would be taken for a formula is kept text by an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for report in reports:
        writer.writerow({name: _cell(report[name]) for name in _COLUMNS})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(value)
    return tamed(value) if isinstance(value, str) else value


def as_geojson(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """RFC 7946: WGS-84, longitude first. A report without a position is a feature without geometry."""
    features = []
    for report in reports:
        here = report["latitude"] is not None
        point = {"type": "Point", "coordinates": [report["longitude"], report["latitude"]]} if here else None
        facts = {name: value for name, value in report.items() if name not in ("latitude", "longitude")}
        features.append({"type": "Feature", "geometry": point, "properties": facts})
    return {"type": "FeatureCollection", "features": features}
