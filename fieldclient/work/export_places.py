"""Cases for maps: GeoJSON and KML, written one by one. Both standards say WGS-84, longitude first."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from xml.sax.saxutils import escape, quoteattr

from fieldclient.work.export_cells import printable
from fieldclient.work.export_rows import Cell, Row, Wording

# Lateness alone is yellow or red, as everywhere else; what has ended is grey. aabbggrr, as KML has it.
_COLOURS = {"overdue": "ff1aa9e6", "overdue_again": "ff2b2bc6", "none": "ff8a8f8b"}
_OTHER = "ffb04b2a"


class GeoJson:
    """RFC 7946, codes as they are: it is read by programs. A case without a place is a feature without geometry."""

    def __init__(self, path: Path, wording: Wording, at: datetime) -> None:
        self._file = path.open("x", encoding="utf-8", errors="replace", newline="\n")
        head = {"type": "FeatureCollection", "datum": "WGS-84", "made_at": at.isoformat()}
        self._file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
        self._first = True

    def add(self, row: Row) -> None:
        facts = {name: _json_cell(value) for name, value in row.items() if name not in ("latitude", "longitude")}
        feature = {"type": "Feature", "geometry": _point(row), "properties": facts}
        self._file.write(("\n" if self._first else ",\n") + json.dumps(feature, ensure_ascii=False))
        self._first = False

    def finish(self) -> None:
        self._file.write("\n]}\n")
        self._file.close()

    def __enter__(self) -> GeoJson:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()


def _point(row: Row) -> dict[str, object] | None:
    if row["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def _json_cell(value: Cell) -> str | int | float | None:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


class Kml:
    """KML 2.2, in words: it is looked at by people. The marker's colour says how late it is."""

    def __init__(self, path: Path, wording: Wording, at: datetime) -> None:
        self._wording = wording
        self._file = path.open("x", encoding="utf-8", errors="replace", newline="\n")
        self._file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
                         f"<name>{_xml(wording.sheet)}</name>\n")
        about = "\n".join(f"{name}: {value}" for name, value in wording.about)
        self._file.write(f"<description>{_xml(about)}</description>\n" if about else "")
        for light, colour in {**_COLOURS, "other": _OTHER}.items():
            self._file.write(f'<Style id="{light}"><IconStyle><color>{colour}</color></IconStyle></Style>\n')

    def add(self, row: Row) -> None:
        light = row["light"] if row["light"] in _COLOURS else "other"
        told = [self._wording.cell(name, row[name]) for name in ("stage", "number", "place", "description", "result_text")]
        place = "" if row["latitude"] is None else (
            f"<Point><coordinates>{row['longitude']:.7f},{row['latitude']:.7f}</coordinates></Point>")
        when = row["reported_at"]
        stamp = f"<TimeStamp><when>{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</when></TimeStamp>" if isinstance(
            when, datetime) else ""
        title = next((str(row[name]) for name in ("subcategory_zh", "subcategory_en") if name in self._wording.shown
                      and row[name]), str(self._wording.cell("kind", row["kind"]) or ""))
        data = "".join(self._data(name, row[name]) for name in self._wording.shown if row[name] not in (None, ""))
        self._file.write(
            f"<Placemark><name>{_xml(title)}</name><description>{_xml(' · '.join(str(each) for each in told if each))}"
            f"</description>{stamp}<styleUrl>#{light}</styleUrl><ExtendedData>{data}</ExtendedData>{place}</Placemark>\n")

    def _data(self, name: str, value: Cell) -> str:
        shown = self._wording.cell(name, value)
        told = shown.astimezone().isoformat(timespec="seconds") if isinstance(shown, datetime) else str(shown)
        title = f"<displayName>{_xml(self._wording.column(name))}</displayName>"
        return f"<Data name={quoteattr(name)}>{title}<value>{_xml(told)}</value></Data>"

    def finish(self) -> None:
        self._file.write("</Document>\n</kml>\n")
        self._file.close()

    def __enter__(self) -> Kml:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()


def _xml(text: str) -> str:
    return escape(printable(text))
