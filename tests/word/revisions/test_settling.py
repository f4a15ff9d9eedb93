"""Tracked changes: a part with all accepted, with all rejected, and a list of what there is."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import parse
from reportgen.word.revisions.revision import RevisionKind, is_revised, revisions
from reportgen.word.revisions.settle import accept, reject
from tests.word.revisions.tracked_changes import EVERY_CHANGE
from tests.word.tracked import (
    OLD_BOLD,
    control,
    dele,
    document,
    formula,
    fraction,
    gone,
    ins,
    move,
    move_range,
    p,
    r,
    story,
    tbl,
    tc,
    text,
    tr,
    tracked_control,
)

Settle = Callable[[etree._Element], None]


@pytest.mark.parametrize("change", EVERY_CHANGE)
def test_accepting_all_and_rejecting_all_read_as_in_word(change: str) -> None:
    blocks, accepted, rejected = EVERY_CHANGE[change]
    for settle, expected in ((accept, accepted), (reject, rejected)):
        root = document(*blocks)
        settle(root)
        assert story(root) == expected
        assert not is_revised(root)


def test_joined_paragraphs_have_the_properties_of_the_one_whose_mark_stays() -> None:
    root = document(p(r("Et, "), mark=dele(), style="Heading1"), p(r("to"), style="Normal"))
    accept(root)
    assert [s.get(qn("w:val")) for s in root.iter(qn("w:pStyle"))] == ["Normal"]


def test_a_control_that_was_inserted_is_gone_when_rejected_and_stays_when_accepted() -> None:
    blocks = p(tracked_control("Ins", r("x")), control(r("y")))
    accepted, rejected = document(blocks), document(blocks)
    accept(accepted)
    reject(rejected)
    assert len(list(accepted.iter(qn("w:sdt")))) == 2
    assert len(list(rejected.iter(qn("w:sdt")))) == 1


def test_a_fraction_whose_bar_is_gone_leaves_its_parts_side_by_side() -> None:
    root = document(p(formula(fraction("1", "2", dele("<w:rPr><w:b/></w:rPr>")))))
    accept(root)
    assert next(root.iter(qn("m:f")), None) is None
    assert text(root) == "12"


def test_every_change_is_listed_with_what_who_when_and_where() -> None:
    root = document(
        p(r("Vi "), ins(r("mødes"), dele(gone("ikke"))), r(" nu", OLD_BOLD), mark=dele()),
        tbl(tr(tc(p(r("x"))), mark=ins())),
        p(
            r("y"),
            mark='<w:rPrChange w:author="B" w:date="2024-03-01T09:30:00+01:00">'
            f"<w:rPr>{ins()}</w:rPr></w:rPrChange>",
        ),
    )
    found = list(revisions(root))
    assert [revision.kind for revision in found] == [
        RevisionKind.PARAGRAPH_DELETE,
        RevisionKind.INSERT,
        RevisionKind.DELETE,
        RevisionKind.FORMAT,
        RevisionKind.ROW_INSERT,
        RevisionKind.FORMAT,
    ]
    assert found[0].author == "Åby Kommune"
    assert {revision.date for revision in found} == {dt.datetime(2024, 3, 1, 9, 30)}
    first = root[0][0]
    assert [revision.paragraph is first for revision in found] == [True] * 4 + [False] * 2
    assert found[4].paragraph is None


def test_both_ends_of_a_move_carry_its_name() -> None:
    root = document(
        p(move_range("From", "m1", move("From", r("x"))), move("From", r("uden navn"))),
        p(move_range("To", "m1", move("To", r("x")))),
    )
    assert [(revision.kind, revision.move) for revision in revisions(root)] == [
        (RevisionKind.MOVE_FROM, "m1"),
        (RevisionKind.MOVE_FROM, None),
        (RevisionKind.MOVE_TO, "m1"),
    ]


@pytest.mark.parametrize("written", ["0-00-00T00:00:00Z", "1970-01-01T00:00:00Z", "i går", ""])
def test_a_date_that_says_nothing_is_no_date(written: str) -> None:
    root = document(p(f'<w:ins w:id="1" w:author="A" w:date="{written}">{r("x")}</w:ins>'))
    assert [revision.date for revision in revisions(root)] == [None]


MARKERS = (qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"))


def shape(root: etree._Element) -> list[tuple[object, ...]]:
    """Tables, rows, cells and paragraphs in order, with text and paragraph properties."""
    found: list[tuple[object, ...]] = []
    for element in root.iter(*MARKERS):
        name = etree.QName(element).localname
        if name == "tbl" and next(element.iter(qn("w:tr")), None) is None:
            continue  # left behind empty in some of the files: no table to a reader
        if name != "p":
            found.append((name,))
            continue
        held = element.find(qn("w:pPr"))
        properties = tuple(
            etree.tostring(child, method="c14n")
            for child in (held if held is not None else ())
            if child.tag != qn("w:rPr") or len(child)
        )
        found.append((name, text(element), properties))
    return found


def part(path: Path, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        root = parse(archive.read(name))
    for element in root.iter():
        for attribute in [a for a in element.attrib if "rsid" in str(a)]:
            del element.attrib[attribute]
    return root


@pytest.mark.parametrize(("ending", "settle"), [("-Accepted", accept), ("-Rejected", reject)])
def test_real_files_read_like_the_ones_settled_for_us(
    shared: Path, ending: str, settle: Settle
) -> None:
    folder = shared / "corpus" / "docx" / "accept-reject"
    settled = sorted(folder.glob(f"*{ending}.docx"))
    if not settled:
        pytest.skip("no files with tracked changes are here")
    for expected in settled:
        root = part(expected.with_name(expected.name.replace(ending, "")))
        settle(root)
        assert shape(root) == shape(part(expected)), expected.name


ONE_KIND = {
    "001-DeletedRun": {RevisionKind.DELETE},
    "003-DeletedFieldCode": {RevisionKind.DELETE},
    "005-InsertedNumberedParagraph": {
        RevisionKind.PARAGRAPH_INSERT,
        RevisionKind.PARAGRAPH_FORMAT,
        RevisionKind.INSERT,
    },
    "007-InsertedTableRow": {
        RevisionKind.ROW_INSERT,
        RevisionKind.PARAGRAPH_INSERT,
        RevisionKind.INSERT,
    },
    "009-InsertedParagraph": {RevisionKind.PARAGRAPH_INSERT, RevisionKind.INSERT},
    "011-InsertedMathChar": {RevisionKind.INSERT},
    "013-DeletedParagraph": {RevisionKind.PARAGRAPH_DELETE, RevisionKind.DELETE},
    "015-InsertedContentControl": {RevisionKind.CONTROL_INSERT},
    "017-NumberingChange": {RevisionKind.PARAGRAPH_FORMAT},
    "019-RunPropertiesChange": {RevisionKind.FORMAT},
    "021-TableGridChange": {RevisionKind.TABLE_FORMAT},
    "023-CellPropertiesChange": {RevisionKind.TABLE_FORMAT, RevisionKind.PARAGRAPH_FORMAT},
}


@pytest.mark.parametrize("name", ONE_KIND)
def test_the_kinds_of_change_in_real_files_are_told_apart(shared: Path, name: str) -> None:
    path = shared / "corpus" / "docx" / "revisions" / f"{name}.docx"
    if not path.is_file():
        pytest.skip("no files with single changes are here")
    root = part(path)
    assert {revision.kind for revision in revisions(root)} == ONE_KIND[name]
    for settle in (accept, reject):
        settled = part(path)
        settle(settled)
        assert not is_revised(settled)
