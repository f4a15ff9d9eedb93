"""Files that are no minutes, or cannot be read: a clear reason, and never an exception."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import Severity
from tests.sources.minutes import shapes, twins
from tests.sources.minutes.build import p, running, write
from tests.sources.minutes.pdfs import encrypted, picture_only
from tests.sources.minutes.reading import codes, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "file", "code"),
    [
        (b"", "referat.docx", "minutes-empty"),
        (b"  \n", "referat.txt", "minutes-empty"),
        (OLE, "referat.docx", "minutes-old-word"),
        (OLE, "referat.doc", "minutes-old-word"),
        (picture_only(), "referat.pdf", "minutes-scanned"),
        (encrypted(), "referat.pdf", "minutes-encrypted"),
        (b"%PDF-1.7\nthis is no PDF at all", "referat.pdf", "minutes-damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "referat.png", "minutes-unknown-format"),
        (b"{\\rtf1\\ansi Referat}", "referat.rtf", "minutes-unknown-format"),
        (b"K\xc3\xa6re alle\n\nTak for sidst.\n", "brev.txt", "minutes-no-agenda"),
    ],
)
def test_file_is_refused_with_the_reason(data: bytes, file: str, code: str) -> None:
    minutes = read(data, file)

    assert minutes.meeting is None
    assert codes(minutes) == [code]
    assert minutes.problems[0].severity is Severity.ERROR
    assert minutes.problems[0].location.file == file


def test_a_file_is_known_by_what_it_holds_and_not_by_its_name() -> None:
    assert read(write(twins.two_columns()), "referat.doc").meeting is not None


def test_a_zip_that_is_no_word_file_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("noget.txt", "andet")

    minutes = read(buffer.getvalue(), "referat.docx")

    assert minutes.meeting is None
    assert len(minutes.problems) == 1


def test_a_word_file_without_an_agenda_is_refused() -> None:
    data = running([("Title", "Invitation"), ("", "Kom til møde den 2. juni 2026 kl. 10.")])

    assert codes(read(data, "invitation.docx")) == ["minutes-no-agenda"]


def test_minutes_without_a_date_are_refused_and_say_what_helps() -> None:
    undated = shapes.NUMBERED.replace("d. 12.01.2026", "")

    assert codes(read(undated)) == ["minutes-no-date"]


def test_a_date_without_a_year_is_taken_with_the_year_that_was_given() -> None:
    text = shapes.NUMBERED.replace("12.01.2026", "12. januar")

    minutes = read(text, year=2026)

    assert minutes.meeting is not None
    assert minutes.meeting.facts.date.isoformat() == "2026-01-12"


def test_a_date_in_the_files_name_helps_and_is_doubted() -> None:
    undated = shapes.NUMBERED.replace("d. 12.01.2026", "")

    minutes = read(undated, "Referat 2026-01-12.txt")

    assert minutes.meeting is not None
    assert minutes.meeting.facts.date.isoformat() == "2026-01-12"
    assert "minutes-date-from-name" in codes(minutes)


def test_minutes_that_are_only_minutes_in_part_give_what_was_understood() -> None:
    shape = shapes.five_columns()
    odd = p("Kære alle. Her kommer en lang hilsen, som ikke hører til noget felt. " * 6)
    minutes = read(write(type(shape)([odd, *shape.head], shape.headers, shape.rows, shape.widths)))

    assert minutes.meeting is not None
    assert len(minutes.meeting.agenda) == 3
    assert any(left.text.startswith("Kære alle.") for left in minutes.meeting.left_out)
    assert "minutes-text-unplaced" in codes(minutes)


def test_xml_that_declares_a_document_type_is_refused() -> None:
    data = write(twins.two_columns())
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                start = content.index(b"?>") + 2
                content = content[:start] + b'<!DOCTYPE x [<!ENTITY a "b">]>' + content[start:]
            new.writestr(entry.filename, content)

    minutes = read(buffer.getvalue(), "referat.docx")

    assert minutes.meeting is None
    assert codes(minutes) == ["word-document-type"]


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything(data: bytes) -> None:
    for head in (b"", b"%PDF-1.4\n", b"PK\x03\x04"):
        minutes = read(head + data, "referat")
        assert minutes.meeting is not None or minutes.problems


def test_a_text_copied_column_by_column_is_doubted() -> None:
    text = (
        "Dato: 2. juni 2026\n\nDagsordenspunkt\n1. Velkommen\n2. Boliger\n\n"
        "Referat\nAlfa bød velkommen.\nDer bygges flere.\n"
    )

    assert "minutes-columns-apart" in codes(read(text))
