"""Tables for spreadsheets: XLSX and CSV, written row by row."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from fieldclient.work.export_cells import printable, tamed
from fieldclient.work.export_rows import COLUMNS, Cell, Holds, Row, Wording

if TYPE_CHECKING:
    import xlsxwriter

_BOM = b"\xef\xbb\xbf"  # lets spreadsheets read Chinese
_WIDTHS = {Holds.TEXT: 16, Holds.WORDS: 44, Holds.CODE: 13, Holds.NUMBER: 9, Holds.DEGREES: 12, Holds.TIME: 17}
_NUMBER_WIDTH = 24  # a case number and air
_LONGEST = 32_000  # characters that a cell of XLSX may hold


class CsvTable:
    """UTF-8 with its mark, RFC 4180. Times as ISO 8601 with their zone; what looks like a formula is text."""

    def __init__(self, path: Path, wording: Wording, at: datetime) -> None:
        self._wording = wording
        self._file = path.open("xb")
        self._file.write(_BOM)
        self._line([wording.column(name) for name in wording.shown])

    def add(self, row: Row) -> None:
        self._line([_csv_cell(self._wording.cell(name, row[name])) for name in self._wording.shown])

    def _line(self, cells: list[str]) -> None:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(cells)
        self._file.write(out.getvalue().encode("utf-8", "replace"))

    def finish(self) -> None:
        self._file.close()

    def __enter__(self) -> CsvTable:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone().isoformat(timespec="seconds")
    return tamed(value) if isinstance(value, str) else f"{value}"


class XlsxTable:
    """One sheet of cases, one that says what they are. Text is never a formula or a link here, numbers and times are such."""

    def __init__(self, path: Path, wording: Wording, at: datetime) -> None:
        import xlsxwriter  # loaded when somebody exports

        self._wording = wording
        self._scratch = tempfile.TemporaryDirectory(dir=path.parent, prefix=".export-")  # beside it: the system's may be small
        self._book: xlsxwriter.Workbook = xlsxwriter.Workbook(str(path), {
            "constant_memory": True, "tmpdir": self._scratch.name, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "use_zip64": True,
        })
        self._finished = False
        bold = self._book.add_format({"bold": True, "bg_color": "#e7ebe8", "border": 1, "border_color": "#c9ccc8"})
        self._formats: dict[Holds, Any] = {
            Holds.WORDS: self._book.add_format({"text_wrap": True, "valign": "top"}),
            Holds.TIME: self._book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"}),
            Holds.DEGREES: self._book.add_format({"num_format": "0.000000", "valign": "top"}),
        }
        self._plain = self._book.add_format({"valign": "top"})
        self._sheet = self._book.add_worksheet(wording.sheet[:31])
        self._layout()
        for column, name in enumerate(wording.shown):
            self._sheet.write_string(0, column, printable(wording.column(name)), bold)
        self._rows = 0
        self._zone = at.astimezone().strftime("%z")

    def _layout(self) -> None:
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0)
        for column, name in enumerate(self._wording.shown):
            self._sheet.set_column(column, column, _NUMBER_WIDTH if name == "number" else _WIDTHS[COLUMNS[name]])

    def add(self, row: Row) -> None:
        self._rows += 1
        for column, name in enumerate(self._wording.shown):
            self._put(column, COLUMNS[name], self._wording.cell(name, row[name]))

    def _put(self, column: int, holds: Holds, value: Cell) -> None:
        style = self._formats.get(holds, self._plain)
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            self._sheet.write_datetime(self._rows, column, value.astimezone().replace(tzinfo=None), style)
        elif isinstance(value, str):
            self._sheet.write_string(self._rows, column, printable(value)[:_LONGEST], style)
        else:
            self._sheet.write_number(self._rows, column, value, style)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, self._rows, len(self._wording.shown) - 1)
        if self._wording.about:
            sheet = self._book.add_worksheet(self._wording.column("about")[:31])
            sheet.set_column(0, 0, 20)
            sheet.set_column(1, 1, 72)
            for line, (name, value) in enumerate((*self._wording.about, (self._wording.column("zone"), f"UTC{self._zone}"))):
                sheet.write_string(line, 0, printable(name))
                sheet.write_string(line, 1, printable(value))
        self._book.close()
        self._finished = True

    def __enter__(self) -> XlsxTable:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._finished:
            for sheet in self._book.worksheets():
                sheet._opt_close()
            self._book.fileclosed = True  # nothing of it is wanted any more
        self._scratch.cleanup()
