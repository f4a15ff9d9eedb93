"""A Word file as a test looks at it: what its blocks say, and what its comments do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.hearing.model import Para
from reportgen.report.wording.text import Line, ListKind, write
from reportgen.word.read.returned import ReadFile, read_returned


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block as a file shows it."""

    heading: str
    text: str


def read(data: bytes) -> ReadFile:
    """Read a file that is known to be sound, in both views."""
    found, problems = read_returned(data, "svar.docx")
    assert found is not None, problems
    return found


def plain(paragraphs: Iterable[Para]) -> list[str]:
    """The text of each."""
    return [paragraph.plain for paragraph in paragraphs]


def comments(file: ReadFile) -> list[tuple[str, str]]:
    """Author and text of every comment, sorted: ids and order do not survive an editor."""
    return sorted((remark.author.name, remark.text) for remark in file.document.remarks)


def blocks(paragraphs: Iterable[Para]) -> Mapping[str, ReadBlock]:
    """The blocks that bookmarks find, by id; cells by their name in the workbook."""
    headings: dict[str, str] = {}
    lines: dict[str, list[Line]] = {}
    first: dict[str, int] = {}
    number = 0  # in the list that is under way, which may run over several blocks
    for paragraph in paragraphs:
        shown: set[str] = set()
        number = number + 1 if paragraph.line.kind is ListKind.NUMBER else 0
        for found in paragraph.anchors:
            if found.startswith("§"):
                continue
            block, _, part = found.partition("#")
            lines.setdefault(block, [])
            if part == "h":
                headings[block] = paragraph.plain
            elif (not part or part.startswith("t")) and block not in shown:
                # Two paragraphs that were joined are one, with the anchors of both.
                shown.add(block)
                lines[block].append(paragraph.line)
                first.setdefault(block, number)
    return {
        block: ReadBlock(headings.get(block, ""), _numbered(write(content), first.get(block, 0)))
        for block, content in lines.items()
    }


def _numbered(text: str, number: int) -> str:
    """A block that goes on with the list of the one before it says its own number."""
    return f"{number}{text[1:]}" if number > 1 and text.startswith("1. ") else text
