"""What people do in a file is a difference, and what editors do by themselves is none."""

from __future__ import annotations

import pytest

from reportgen.word.read.returned import Differences, Reader, differences
from tests.word.reading import read
from tests.word.redline_plans import BASE, package
from tests.word.tracked import bookmark, dele, gone, ins, p, r

POINT = p(bookmark("_rg_U1t1", r("Et punkt.")))
PICTURE = "<w:r><w:drawing/></w:r>"
CHANGED_TABLE = '<w:tbl><w:tblPr><w:tblPrChange w:id="1" w:author="A"/></w:tblPr></w:tbl>'


def compared(before: str, after: str) -> Differences:
    return differences(read(package(before)), read(package(after)))


@pytest.mark.parametrize(
    "after",
    [
        POINT,
        POINT + p(r("  ")),
        POINT.replace("Et punkt.", 'Et </w:t></w:r><w:r><w:t xml:space="preserve">punkt.'),
        POINT.replace("<w:p>", '<w:p w:rsidR="00AB12CD">'),
        POINT + p(r("1.1 Indhold"), style="TOC1"),
        POINT + CHANGED_TABLE,
    ],
)
def test_what_an_editor_does_by_itself_is_no_difference(after: str) -> None:
    assert not compared(POINT, after)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (p(bookmark("_rg_U1t1", r("Et andet punkt."))), Differences(False, 1, 0)),
        (p(bookmark("_rg_U1t1", r("Et punkt.", "<w:b/>"))), Differences(False, 1, 0)),
        (POINT + p(r("Nyt.")), Differences(False, 1, 0)),
        ("", Differences(False, 1, 0)),
        (POINT + p(PICTURE), Differences(False, 0, 0, 1)),
        (p(bookmark("_rg_U1t1", r("Et punkt."), ins())), Differences(True, 0, 0)),
        (POINT + p(dele(gone("Væk.")), mark=dele()), Differences(True, 0, 0)),
    ],
)
def test_what_a_person_does_is_one(after: str, expected: Differences) -> None:
    assert compared(POINT, after) == expected
    assert expected


def test_a_file_says_the_same_whether_its_rejected_view_is_asked_for_or_not() -> None:
    for data in (BASE, package(POINT + p(ins(r("Nyt.")), dele(gone("Gammelt."))))):
        alone, _ = Reader().read(data, "svar.docx")
        assert alone is not None
        assert alone.rejected == ()
        assert alone.document == read(data).document
