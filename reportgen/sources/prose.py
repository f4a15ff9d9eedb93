"""``tekster.md``: the report's prose, one ``## 1.1 …`` heading a section."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from reportgen.problems import Location, Problem
from reportgen.report.model import ProseLine

_HEADING = re.compile(r"##(?!#)\s*(?P<number>(?:Bilag\s+)?\d+(?:\.\d+)*)\.?(?:\s+.*)?$")


def read_prose(
    data: bytes, file: str, sections: Mapping[str, str]
) -> tuple[tuple[ProseLine, ...], list[Problem]]:
    """Read the paragraphs of each section; every line that is not blank is one.

    A first line ``# …`` is the file's own title and is passed over. Faults: a heading
    without a number or with one that the template lacks, a section headed twice, text
    above the first heading, a character that XML cannot hold.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = data.count(b"\n", 0, error.start) + 1
        return (), [Problem("not-utf-8", Location(file, line=broken))]
    problems: list[Problem] = []
    found: list[ProseLine] = []
    counts: dict[str, int] = {}
    section: str | None = None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        where = Location(file, line=number)
        if not line.strip() or (not counts and line.startswith("# ")):
            continue
        if line.startswith("##") and not line.startswith("###"):
            section = _section(line, where, sections, counts, problems)
            continue
        if (bad := control_character(line)) is not None:
            problems.append(Problem("control-character", where, {"detail": bad}))
            continue
        if section is None:
            if not counts:
                problems.append(Problem("prose-before-heading", where))
            continue
        counts[section] += 1
        found.append(ProseLine(section, counts[section], line, number))
    return tuple(found), problems


def _section(
    line: str,
    where: Location,
    sections: Mapping[str, str],
    counts: dict[str, int],
    problems: list[Problem],
) -> str | None:
    match = _HEADING.match(unicodedata.normalize("NFC", line.rstrip()))
    known = ", ".join(sections)
    if match is None:
        problems.append(Problem("prose-heading-without-number", where, {"heading": line}))
        counts.setdefault("", 0)
        return None
    number = " ".join(match["number"].split())
    if number not in sections:
        problems.append(Problem("section-unknown", where, {"section": number, "known": known}))
        counts.setdefault("", 0)
        return None
    if number in counts:
        problems.append(Problem("prose-section-twice", where, {"section": number}))
    counts.setdefault(number, 0)
    return number


def control_character(text: str) -> str | None:
    """Name the first character that XML 1.0 cannot hold, as ``U+0007``, or None."""
    for character in text:
        code = ord(character)
        if (
            (code < 32 and character not in "\t\n\r")
            or 0xD800 <= code <= 0xDFFF
            or code
            in (
                0xFFFE,
                0xFFFF,
            )
        ):
            return f"U+{code:04X}"
    return None
