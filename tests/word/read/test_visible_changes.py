"""A copy in which anything was changed that a reader sees is never called unchanged.

Each kind of change is made by itself in a report as the program makes it, at a place that
chance picks: it is told there, the newest version counts as edited, and the ledger adds up.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from reportgen.app.generate import generate
from reportgen.app.hearing.reading import as_before_saving, base_document, with_foreign_texts
from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.comments import comment_changes
from reportgen.hearing.edits.merging import changes, merge
from reportgen.hearing.edits.objects import compare_objects
from reportgen.hearing.ledger import account
from reportgen.hearing.model import Returned
from reportgen.hearing.result import Merged
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.word.elements.identity import anchor
from reportgen.word.read.returned import Reader, differences
from reportgen.workspace import versions
from tests.editors.libreoffice import LibreOffice, libreoffice
from tests.word.tracked import p as p_
from tests.word.tracked import r, tbl, tc, tr
from tests.word.visible_changes import CHANGES, Edited
from tests.workspaces import small_year

__all__ = ["libreoffice"]

PARTY = "Åby Kommune"
READER = Reader()


class Sent:
    """A report, as it was made, and what copies of it are compared with."""

    def __init__(self, data: bytes, prepared: Prepared) -> None:
        self.data, self.prepared = data, prepared

    def read(self, data: bytes) -> tuple[Merged, Answer]:
        """What comes of a copy."""
        read, problems = READER.read(data, "svar.docx", sent=self.data)
        sent, _ = READER.read(self.data, "")
        assert read is not None, problems
        read, _ = as_before_saving(sent, read)
        returned = replace(with_foreign_texts(read, READER), party=PARTY)
        marked = comment_changes(self.prepared.document.remarks, returned.remarks)
        returned = replace(returned, remarks=(*returned.remarks, *marked))
        return merge(self.prepared, [returned], [PARTY]), Answer(self.prepared, returned)

    def is_edited(self, data: bytes) -> bool:
        """Whether somebody is found to have worked in it."""
        before = READER.read(self.data, "")[0]
        after = READER.read(data, "", sent=self.data)[0]
        assert before is not None
        assert after is not None
        return bool(differences(before, after))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    year = small_year(tmp_path_factory.mktemp("sendt") / "mappe").year
    data = generate(year, dt.date(2024, 11, 15)).path.read_bytes()
    record = versions.records(year)[-1]
    return Sent(data, prepare(base_document(record, data, ["1.1", "3.1"], READER)))


def section_at(place: Element) -> str:
    """Number of the section that an element stands in, empty on the cover."""
    inside = set(place.iter())
    section = ""
    for element in place.getroottree().getroot().iter():
        if element.tag == qn("w:bookmarkStart"):
            found = anchor(element.get(qn("w:name")) or "")
            section = found.section if found is not None and found.section else section
        inside.discard(element)
        if not inside:
            break
    return section


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", CHANGES)
def test_it_is_told_at_its_place(sent: Sent, kind: str, seed: int) -> None:
    edited = Edited(Package.open(sent.data, ""), random.Random(f"{kind} {seed}"))
    place = CHANGES[kind](edited)
    section = "" if place is None else section_at(place)
    data = edited.save()
    merged, answer = sent.read(data)
    told = [(edit.section, edit.after) for edit in merged.edits]
    told += [(comment.section, comment.text) for comment in merged.comments]
    assert told, "the copy is called unchanged"
    assert section in {where for where, _ in told}, told
    assert sent.is_edited(data)
    found = compare_objects(answer)
    made = account(answer, changes(answer), found.remarks, found)
    ledger = made.ledger()
    assert ledger.total == made.found
    assert len(ledger.doubtful) == 0 or merged.comments


def test_what_was_sent_is_unchanged(sent: Sent) -> None:
    merged, _ = sent.read(sent.data)
    assert not merged.edits
    assert not merged.comments
    assert not sent.is_edited(sent.data)


def test_saving_it_in_libreoffice_changes_nothing(sent: Sent, libreoffice: LibreOffice) -> None:
    data = libreoffice.edit(sent.data)
    merged, _ = sent.read(data)
    assert not merged.edits
    assert not merged.comments
    assert not sent.is_edited(data)


def read_edited(sent: Sent, party: str, edited: Edited) -> Returned:
    read, _ = READER.read(edited.save(), "svar.docx", sent=sent.data)
    assert read is not None
    return replace(read.document, party=party)


def with_table_after(sent: Sent, words: str) -> Edited:
    """A copy with a small table after the paragraph that begins so."""
    edited = Edited(Package.open(sent.data, ""), random.Random(1))
    place = next(p for p in edited.paragraphs() if "".join(p.itertext()).startswith(words))
    place.addnext(edited.element(tbl(tr(tc(p_(r("Kommune"))), tc(p_(r("7")))))))
    return edited


def test_equal_tables_in_two_places_are_two_rows_and_in_one_place_one(sent: Sent) -> None:
    copies = {
        "Åby Kommune": with_table_after(sent, "Det er svært"),
        "Bæk Kommune": with_table_after(sent, "Det er svært"),
        "Region Øst": with_table_after(sent, "Netværket mødtes"),
    }
    answers = [read_edited(sent, party, edited) for party, edited in copies.items()]
    merged = merge(sent.prepared, answers, list(copies))
    told = [(edit.section, edit.block, edit.after, edit.parties) for edit in merged.edits]
    assert told == [
        ("3.1", "3.1/1", "Kommune | 7", ("Region Øst",)),
        ("3.6", "U1", "Kommune | 7", ("Åby Kommune", "Bæk Kommune")),
    ]


def test_a_figure_deleted_with_its_caption_is_told_beside_it_with_who_did_it(sent: Sent) -> None:
    edited = Edited(Package.open(sent.data, ""), random.Random(1))
    CHANGES["a figure and its caption taken out and tracked"](edited)
    merged = merge(sent.prepared, [read_edited(sent, PARTY, edited)], [PARTY])
    (caption,) = merged.edits
    (figure,) = merged.comments
    assert caption.before.startswith("Figur 1. ")
    assert figure.text.startswith("Figur 1 (")
    assert figure.text.endswith(") er slettet.")
    assert (figure.author, figure.date) == ("Åby", "2024-03-01T09:30:00")
    assert figure.section == caption.section
