"""Do words for everybody tell who somebody is? A net for what slips through a person's reading, never instead of it."""

from __future__ import annotations

import re
import unicodedata

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_GAP = r"[\s\-\u00b7\u2022.]*"  # as people set figures apart: 138 0013 8000, 鲁B·12345
_SPACE = r"[\s\-]?"
# A mobile number (11 digits from 13 to 19), with or without +86; a landline with its area code.
_PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1[3-9](?:{_GAP}\d){{9}}(?!\d)"
    rf"|(?<!\d)0\d{{2,3}}\)?{_GAP}[2-8](?:{_SPACE}\d){{6,7}}(?!\d)")
# A citizen's number: six digits of a place, a date of birth, three and a check character (GB 11643).
_CITIZEN = re.compile(
    rf"(?<!\d)\d{{6}}{_SPACE}(?:18|19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_SPACE}\d{{3}}[\dX](?![\dA-Z])")
# A plate: province, letter, five characters, six for new energy, the last of some in Chinese (GA 36).
_PLATE = re.compile(
    rf"[{_PROVINCES}]{_GAP}[A-HJ-NP-Z]{_GAP}(?:[A-HJ-NP-Z0-9]{{5,6}}|[A-HJ-NP-Z0-9]{{4}}[挂学警港澳])(?![A-Z0-9])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def personal(text: str) -> bool:
    """True when a phone number, a citizen's number, a number plate or a mail address stands in it."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return any(pattern.search(plain) for pattern in (_PHONE, _CITIZEN, _PLATE, _MAIL))
