"""``tekster.md``: the report's prose, one ``## 1.1 …`` heading a section."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from reportgen.problems import Location, Problem, shortened
from reportgen.report.model import ProseLine
from reportgen.sources.spelling import folded
from reportgen.sources.text_file import read_text, unified

_HEADING = re.compile(
    r" {0,3}##\s*(?P<number>(?:Bilag\s+)?\d+(?:\.\d+)*)[.:]?(?:\s+(?P<title>.*))?$", re.IGNORECASE
)
_TWO_MARKS = re.compile(r" {0,3}##(?!#)")
_CARRIED_OVER = re.compile(r"\s*\(fra (?P<year>\d{4})\)$")
_NO_BLANK = re.compile(r" {0,3}##\S")
_OTHER_LEVEL = re.compile(r" {0,3}(?:#|#{3,6}) ")
_SET_APART = re.compile(r"^[\s#*_]+|[\s*_:]+$")
"""What people set a heading apart with: marks of other levels, bold, a colon."""


def read_prose(
    data: bytes, file: str, sections: Mapping[str, str]
) -> tuple[tuple[ProseLine, ...], list[Problem]]:
    """Read the paragraphs of each section; every line that is not blank is one.

    A first line ``# …`` is the file's own title and is passed over. Faults: a heading
    without a number or with one that the template lacks, a section headed twice, text
    above the first heading, a section's number and title without ``##``, a character that
    XML cannot hold. A heading of another level is text like any other, and a warning; so are
    the title of another section, ``##1.1`` without a blank, and the mark ``(fra 2022)`` that
    a new year puts on what it carried over.
    """
    text, problems = read_text(data, file)
    if text is None:
        return (), problems
    reading = _ProseReader(file, sections, problems)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            reading.line(line, number)
    return tuple(reading.lines), sorted(problems, key=lambda p: p.location.line)


def with_section(
    data: bytes, section: str, paragraphs: Sequence[str], sections: Mapping[str, str]
) -> bytes:
    """The file with other paragraphs in one section; every other line stays.

    A section without a heading gets one, before the first that comes after it in `sections`;
    the mark of what a new year carried over is taken off. `data` reads without errors.
    """
    text = data.decode("utf-8-sig")
    line_end = "\r\n" if "\r\n" in text else "\n"
    written = unified(text).split("\n")
    heads = [(at, _number(line)) for at, line in enumerate(written) if _TWO_MARKS.match(line)]
    ends = [*(at for at, _ in heads), len(written)][1:]  # none where there is no heading yet
    body = [part for paragraph in paragraphs for part in (paragraph, "")]
    for (at, number), end in zip(heads, ends, strict=True):
        if number == section:
            kept = [_CARRIED_OVER.sub("", written[at]), *([""] if body else [])]
            written[at:end] = [*kept, *(body or [""])]
            break
    else:
        order = list(sections)
        later = set(order[order.index(section) + 1 :])
        at = next((at for at, number in heads if number in later), len(written))
        above = [""] if at and written[at - 1].strip() else []
        written[at:at] = [*above, f"## {section} {sections[section]}".rstrip(), "", *body]
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + (line_end.join(written).rstrip() + line_end).encode()


def _number(heading: str) -> str:
    match = _HEADING.match(unicodedata.normalize("NFC", heading.rstrip()))
    return " ".join(match["number"].split()).capitalize() if match else ""


class _ProseReader:
    """One run down the file."""

    def __init__(self, file: str, sections: Mapping[str, str], problems: list[Problem]) -> None:
        self.lines: list[ProseLine] = []
        self._file = file
        self._sections = sections
        self._problems = problems
        self._counts: dict[str, int] = {}
        self._headings = {
            folded(f"{number}{dot} {title}"): f"{number} {title}"
            for number, title in sections.items()
            for dot in ("", ".", ":")
            if title
        }
        """Numbers with their titles as somebody may write them, and as they are written."""
        self._section: str | None = None
        self._above = True
        """Whether no heading has come yet, good or bad."""

    def line(self, line: str, number: int) -> None:
        """Take one line that is not blank."""
        where = Location(self._file, line=number)
        if _TWO_MARKS.match(line):
            self._section = self._heading(line, where)
            self._above = False
        elif (meant := self._headings.get(folded(_SET_APART.sub("", line)))) is not None:
            values = {"line": shortened(line.strip()), "heading": meant}
            self._problems.append(Problem("prose-heading-without-marks", where, values))
            self._section, self._above = None, False
        elif self._above:
            if not line.startswith("# "):
                self._problems.append(Problem("prose-before-heading", where))
                self._above = False  # said once, for all of it
        elif self._section is not None:
            if _OTHER_LEVEL.match(line):
                values = {"line": shortened(line)}
                self._problems.append(Problem("prose-heading-level", where, values))
            self._counts[self._section] += 1
            self.lines.append(ProseLine(self._section, self._counts[self._section], line, number))

    def _heading(self, line: str, where: Location) -> str | None:
        """Section of a heading ``## 1.1 …``, or None where it heads none; faults are told."""
        match = _HEADING.match(unicodedata.normalize("NFC", line.rstrip()))
        if match is None:
            values = {"heading": shortened(line)}
            self._problems.append(Problem("prose-heading-without-number", where, values))
            return None
        number = _number(line)
        if number not in self._sections:
            values = {"section": number, "known": ", ".join(self._sections)}
            self._problems.append(Problem("section-unknown", where, values))
            return None
        if _NO_BLANK.match(line):
            values = {"line": shortened(line.strip()), "section": number}
            self._problems.append(Problem("prose-heading-without-blank", where, values))
        if number in self._counts:
            self._problems.append(Problem("prose-section-twice", where, {"section": number}))
        self._counts.setdefault(number, 0)
        title = match["title"] or ""
        if (carried := _CARRIED_OVER.search(title)) is not None:
            values = {"section": number, "year": carried["year"]}
            self._problems.append(Problem("prose-from-last-year", where, values))
        self._title(_CARRIED_OVER.sub("", title), number, where)
        return number

    def _title(self, title: str, number: str, where: Location) -> None:
        """Warn where the title is another section's: one of the two is a slip."""
        mine = folded(title)
        if not mine or mine == folded(self._sections[number]):
            return
        other = next((n for n, t in self._sections.items() if folded(t) == mine), None)
        if other is not None:
            values = {"title": shortened(title), "other": other, "section": number}
            self._problems.append(Problem("prose-title-of-other", where, values))
