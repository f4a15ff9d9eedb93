"""What is written into the contents list is said, and what programs make of it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.hearing.base import prepare
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import BaseDocument, Para, Returned
from reportgen.report.ids import Anchor
from tests.hearing.documents import FAXE, ORDER, para

LINES = ("1\tIndledning", "1.1\tFormål", "3.4\tNøgletal", "Bilag 1\tKilder")
HEADINGS = ("Indledning", "Formål", "Nøgletal", "Kilder")
SECTIONS = ("1", "1.1", "3.4", "Bilag 1")


def document(lines: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> tuple[Para, ...]:
    return (
        *(replace(para(line, "TOC1"), generated=True) for line in lines),
        *(
            replace(para(heading, "Heading1"), anchors=(Anchor(f"§{section}"),))
            for section, heading in zip(SECTIONS, headings, strict=True)
        ),
    )


def told(lines: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> list[tuple[str, str]]:
    base = BaseDocument(document(LINES), ())
    merged = merge(prepare(base), [Returned(FAXE, document(lines, headings))], ORDER)
    return [(comment.section, comment.text) for comment in merged.comments]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("1\tIndledning", "1.1\tFormål", "3.4\tTal og nøgler\t7", "Bilag 1\tKilder"),
            [("3.4", "“3.4 Nøgletal” er ændret til “3.4 Tal og nøgler”.")],
        ),
        (
            (*LINES[:3], "3.5\tTolkning", LINES[3]),
            [("", "“3.5 Tolkning” er skrevet ind.")],
        ),
    ],
)
def test_a_line_that_was_written_is_a_remark_at_its_heading(
    lines: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert told(lines) == [(where, f"Indholdsfortegnelse: {said}") for where, said in expected]


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        tuple(f"{line}\t{page}" for page, line in enumerate(LINES, 3)),
        tuple(line.replace("\t", " ") for line in LINES),
        tuple(line.replace("1", "2") for line in LINES),
        LINES[:2],
        (),
    ],
)
def test_numbers_pages_tabs_and_lines_left_out_are_none(lines: tuple[str, ...]) -> None:
    assert told(lines) == []


def test_a_line_that_says_what_its_heading_says_now_is_none() -> None:
    headings = (*HEADINGS[:2], "Tal og nøgler", HEADINGS[3])
    assert told((*LINES[:2], "3.4\tTal og nøgler\t7", LINES[3]), headings) == []
