"""What real programs do to a copy by saving it is nobody's edit, and hides nobody's edit."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from reportgen.app.hearing.opening import open_hearing
from reportgen.app.hearing.reading import as_before_saving, base_document
from reportgen.hearing.base import prepare
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import BaseDocument
from reportgen.hearing.result import Merged
from reportgen.word.read.returned import Reader
from reportgen.workspace.rounds import sent_version
from tests.app.hearing.rounds import BAEK, DEADLINE, NOW
from tests.programs import (
    by_abiword,
    by_libreoffice,
    by_pandoc,
    needs_abiword,
    needs_libreoffice,
    needs_pandoc,
)
from tests.workspaces import CONTENT, PROSE, small_year

Save = Callable[[Path, Path, str], Path]
Road = Sequence[tuple[Save, str]]
"""Programs one after the other, and the format that each saves."""

LIBREOFFICE = {
    "docx": [(by_libreoffice, "docx")],
    "twice": [(by_libreoffice, "docx"), (by_libreoffice, "docx")],
    **{
        suffix: [(by_libreoffice, suffix), (by_libreoffice, "docx")]
        for suffix in ("odt", "doc", "rtf")
    },
}
PANDOC = {
    "pandoc": [(by_pandoc, "docx")],
    "pandoc twice": [(by_pandoc, "docx"), (by_pandoc, "docx")],
    "pandoc html": [(by_pandoc, "html"), (by_pandoc, "docx")],
}
PANDOC_AND_LIBREOFFICE = {
    "pandoc, LibreOffice": [(by_pandoc, "docx"), (by_libreoffice, "docx")],
    "pandoc odt": [(by_pandoc, "odt"), (by_libreoffice, "docx")],
}
ABIWORD = {
    "AbiWord": [(by_abiword, "docx")],
    "AbiWord twice": [(by_abiword, "docx"), (by_abiword, "docx")],
}
LIBREOFFICE_AND_ABIWORD = {
    "LibreOffice, AbiWord": [(by_libreoffice, "docx"), (by_abiword, "docx")],
    "AbiWord, LibreOffice": [(by_abiword, "docx"), (by_libreoffice, "docx")],
}


def roads(known: dict[str, list[tuple[Save, str]]], *needs: pytest.MarkDecorator) -> list[object]:
    return [pytest.param(road, id=name, marks=needs) for name, road in known.items()]


OTHERS = [
    *roads(PANDOC, needs_pandoc),
    *roads(PANDOC_AND_LIBREOFFICE, needs_pandoc, needs_libreoffice),
    *roads(ABIWORD, needs_abiword),
    *roads(LIBREOFFICE_AND_ABIWORD, needs_libreoffice, needs_abiword),
]
ALL = [*roads(LIBREOFFICE, needs_libreoffice), *OTHERS]
ASKED = "Hvad koster det?"
MOST = 3
"""Remarks on an unedited copy, on what a program leaves out of it."""


@dataclass(frozen=True)
class Sent:
    """What was sent out, and what reads its copies."""

    original: bytes
    base: BaseDocument
    copy: bytes
    reader: Reader

    def merged(self, data: bytes) -> Merged:
        """What is found in a copy that came back."""
        read, _ = self.reader.read(data, "svar.docx")
        assert read is not None
        read, _ = as_before_saving(self.reader.read(self.original, "")[0], read)
        return merge(prepare(self.base), [replace(read.document, party=BAEK)], [BAEK])


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A round of the tiny network, with enough in it that a program shows what it does."""
    small = small_year(tmp_path_factory.mktemp("round") / "mappe")
    more = 'Netværket kalder det "nattevagt" og drøfter, hvem der kan dække den.\n'
    prose = PROSE.replace("Netværket mødtes én gang.\n", f"Netværket mødtes én gang.\n\n{more}")
    small.year.prose.write_text(prose, encoding="utf-8")
    shifts = (replace(each, indicator="Vagter") for each in CONTENT.figures)
    small.write_workbook(figures=(*CONTENT.figures, *shifts))
    opened = open_hearing(small.year, NOW, DEADLINE, per_party=True, with_pending=True)
    record, original = sent_version(opened.round)
    party = next(each for each in opened.round.parties if each.name == BAEK)
    (copy,) = (opened.round.sent / party.folder).glob("*_Aarsrapport-*.docx")
    reader = Reader()
    base = base_document(record, original, ["1.1", "3.1"], reader)
    return Sent(original, base, copy.read_bytes(), reader)


def through(road: Road, data: bytes, folder: Path) -> bytes:
    """A copy as it comes out of the programs of a road."""
    path = folder / "svar.docx"
    path.write_bytes(data)
    for number, (save, suffix) in enumerate(road):
        into = folder / str(number)
        into.mkdir()
        path = save(path, into, suffix)
    return path.read_bytes()


@pytest.mark.parametrize("road", roads(LIBREOFFICE, needs_libreoffice))
def test_nothing_is_found_in_a_copy_that_libreoffice_saved(
    sent: Sent, road: Road, tmp_path: Path
) -> None:
    merged = sent.merged(through(road, sent.copy, tmp_path))
    assert (merged.edits, merged.comments) == ((), ())


@pytest.mark.parametrize("road", OTHERS)
def test_only_what_a_program_left_out_is_remarked_on(
    sent: Sent, road: Road, tmp_path: Path
) -> None:
    merged = sent.merged(through(road, sent.copy, tmp_path))
    assert not merged.edits
    assert len(merged.comments) <= MOST, [comment.text for comment in merged.comments]
    assert {comment.author for comment in merged.comments} <= {""}


def edited(data: bytes, *, said: str = "") -> bytes:
    """The copy with a word changed, a sentence and a point added, a bullet out; and a comment."""
    document = Document(io.BytesIO(data))
    paragraphs = {paragraph.text: paragraph for paragraph in document.paragraphs}
    word = paragraphs["Det er svært at dække natten."]
    word.runs[0].text = "Det er muligt at dække natten."
    longer = next(p for text, p in paragraphs.items() if text.endswith("kan dække den."))
    longer.runs[-1].text += " Det gælder alle."
    bullet = paragraphs["et andet"]
    bullet._p.getparent().remove(bullet._p)
    source = next(p for text, p in paragraphs.items() if text.rstrip().endswith("· U2"))
    heading = deepcopy(paragraphs["Natten"]._p)
    text = deepcopy(word._p)
    for element, words in ((heading, "Overgange"), (text, "Unge mangler en fast kontakt.")):
        for mark in element.findall(qn("w:bookmarkStart")) + element.findall(qn("w:bookmarkEnd")):
            element.remove(mark)
        first, *others = element.findall(qn("w:r"))
        for run in others:
            element.remove(run)
        first.find(qn("w:t")).text = words
    source._p.addnext(heading)
    heading.addnext(text)
    if said:
        document.add_comment(paragraphs["Velfærdsteknologi"].runs, said, BAEK)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def said(merged: Merged) -> list[tuple[str, str, str, str, str]]:
    return sorted((e.kind, e.block, e.heading, e.before, e.after) for e in merged.edits)


@pytest.mark.parametrize("road", ALL)
def test_the_edits_are_the_same_by_every_road(sent: Sent, road: Road, tmp_path: Path) -> None:
    mine = edited(sent.copy)
    expected = said(sent.merged(mine))
    assert [kind for kind, *_ in expected] == ["add", "remove", "replace", "replace"]
    merged = sent.merged(through(road, mine, tmp_path))
    assert said(merged) == expected


@pytest.mark.parametrize("road", [*roads(LIBREOFFICE, needs_libreoffice), *OTHERS[:3]])
def test_a_comment_stays_its_authors_at_its_place(sent: Sent, road: Road, tmp_path: Path) -> None:
    merged = sent.merged(through(road, edited(sent.copy, said=ASKED), tmp_path))
    (mine,) = (comment for comment in merged.comments if comment.author == BAEK)
    assert (mine.block, mine.text) == ("F2", ASKED)
