"""What a PDF says, read back without a PDF library: Qt's writer packs each stream with zlib and maps each font to characters."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)endobj", re.S)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Told:
    pages: int
    images: int
    text: str


def read_pdf(data: bytes) -> Told:
    assert data.startswith(b"%PDF-1.") and data.rstrip().endswith(b"%%EOF")
    objects = {int(number): body for number, body in _OBJECT.findall(data)}
    fonts = {number: _characters(_stream(objects[int(found[1])])) for number, body in objects.items()
             if (found := re.search(rb"/ToUnicode (\d+) 0 R", body))}
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]
    text = "\n".join(_page_text(body, objects, fonts) for body in pages)
    images = sum(1 for body in objects.values() if b"/Subtype /Image" in body and b"/DeviceGray" not in body)
    return Told(len(pages), images, text)


def _stream(body: bytes) -> bytes:
    raw = body.split(b"stream\n", 1)[1].rsplit(b"endstream", 1)[0]
    return zlib.decompressobj().decompress(raw) if b"FlateDecode" in body else raw


def _characters(table: bytes) -> dict[int, str]:
    """Glyph → character, of a font's ToUnicode table."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfrange\n(.*?)endbfrange", table, re.S):
        for low, high, start in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for at in range(int(low, 16), int(high, 16) + 1):
                found[at] = bytes.fromhex(f"{int(start, 16) + at - int(low, 16):0{len(start)}X}").decode("utf-16-be", "replace")
        for low, _, many in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[(.*?)\]", block, re.S):
            for at, each in enumerate(_HEX.findall(many)):
                found[int(low, 16) + at] = bytes.fromhex(each.decode()).decode("utf-16-be", "replace")
    for block in re.findall(rb"beginbfchar\n(.*?)endbfchar", table, re.S):
        for glyph, to in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(to.decode()).decode("utf-16-be", "replace")
    return found


def _page_text(page: bytes, objects: dict[int, bytes], fonts: dict[int, dict[int, str]]) -> str:
    """One line for each piece of text that was drawn, in the order of drawing."""
    content = _stream(objects[int(re.search(rb"/Contents (\d+) 0 R", page)[1])])  # type: ignore[index]
    resources = objects[int(re.search(rb"/Resources (\d+) 0 R", page)[1])]  # type: ignore[index]
    names = {name: fonts.get(int(number), {}) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", resources)}
    lines, known = [], {}
    for block in re.findall(rb"BT\n(.*?)ET", content, re.S):
        line = ""
        for name, glyphs in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>", block):
            if name:
                known = names.get(name, {})
                continue
            line += "".join(known.get(int(glyphs[at:at + 4], 16), "?") for at in range(0, len(glyphs), 4))
        lines.append(line)
    return "\n".join(lines).replace("\t", " ")  # one glyph serves both; the table names the first
