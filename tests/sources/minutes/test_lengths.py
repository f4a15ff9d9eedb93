"""Minutes of any length are read, in time that grows with the length alone."""

from __future__ import annotations

import io

import docx
import pytest

from reportgen.problems import limits
from tests.bounded import bounded
from tests.sources.minutes.lengths import SHAPES
from tests.sources.minutes.pdfs import of_lines
from tests.sources.minutes.reading import as_yaml, codes, read

_LENGTH = 50_000
"""Bytes; what looks back for each takes half a minute and more."""
_SECONDS, _MEGABYTES = 12, 400
"""Ten times what the slowest takes, and twice the memory."""


def _read_to_the_end(data: bytes | str, file: str = "referat.txt") -> int:
    minutes = read(data, file)
    assert minutes.meeting is not None, minutes.problems
    return len(as_yaml(minutes))


@pytest.mark.parametrize("shape", SHAPES)
def test_minutes_that_are_long_in_one_direction_are_read(shape: str) -> None:
    text = SHAPES[shape](_LENGTH)

    bounded(lambda: _read_to_the_end(text), seconds=_SECONDS, megabytes=_MEGABYTES)


@pytest.mark.parametrize("shape", ["dates", "full stops", "blanks", "promises"])
def test_a_long_paragraph_of_word_is_read_as_one_of_text_is(shape: str) -> None:
    document = docx.Document()
    for line in SHAPES[shape](_LENGTH).split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)

    bounded(
        lambda: _read_to_the_end(buffer.getvalue(), "referat.docx"),
        seconds=_SECONDS,
        megabytes=_MEGABYTES,
    )


def test_a_pdf_of_many_lines_is_read_as_text_is() -> None:
    lines = [line[:90] for line in SHAPES["items"](20_000).split("\n")]

    bounded(
        lambda: _read_to_the_end(of_lines(lines), "referat.pdf"),
        seconds=60,
        megabytes=_MEGABYTES,
    )


def test_a_megabyte_of_sentences_is_read_within_the_memory() -> None:
    text = SHAPES["sentences"](1_000_000)

    bounded(lambda: _read_to_the_end(text), seconds=60, megabytes=300)


def test_more_than_the_bounds_is_refused_before_it_is_read() -> None:
    most = limits.MOST_MINUTES_CHARACTERS

    assert codes(read("a" * (most + 1))) == ["minutes-too-long"]
    assert codes(read("æ" * (limits.MOST_TEXT_BYTES // 2 + 1))) == ["minutes-too-long"]
    assert codes(read("a\n" * (limits.MOST_MINUTES_LINES + 1))) == ["minutes-too-many-lines"]


def test_a_list_of_more_people_than_meet_is_left_out_as_a_whole() -> None:
    names = ", ".join(f"Navn{at} Dam" for at in range(limits.MOST_LISTED_PEOPLE + 1))
    minutes = read(f"Dato: 2. juni 2024\nDeltagere: {names}\n\n1. Velkomst\nGodkendt.\n")

    assert minutes.meeting is not None
    assert not minutes.meeting.attendance.present
    assert names in [left.text for left in minutes.meeting.left_out]
    assert "minutes-person-unread" in codes(minutes)
