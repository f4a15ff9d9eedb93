"""What members write on the page in front: counted, never lost, and nobody's place but its own."""

from __future__ import annotations

import pytest

from reportgen.app.absorb import absorb
from reportgen.app.generate import EditsNotAbsorbed, generate
from reportgen.app.year import read_year
from reportgen.hearing.result import EditKind, Part
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.word.read.returned import Reader
from tests.app.hearing.rounds import BACK, BAEK, NOW, Hearing, hearing
from tests.workspaces import SmallYear

__all__ = ["hearing"]

FRONT = "Natten (3.6, U1)"


def on_the_front(data: bytes, old: str, new: str | None) -> bytes:
    """The copy with a line of the page in front typed over; None takes it out."""
    package = Package.open(data, "")
    root = package.xml(package.document)
    line = next(p for p in root.iter(qn("w:p")) if old in "".join(p.itertext()))
    if new is None:
        line.getparent().remove(line)  # type: ignore[union-attr]
    else:
        first, *others = line.iter(qn("w:t"))
        first.text = "".join(text.text or "" for text in (first, *others)).replace(old, new)
        for text in others:
            text.text = ""
    package.set_xml(package.document, root)
    return package.save()


@pytest.mark.parametrize("new", ["Natten og weekenden (3.6, U1)", None], ids=["other", "gone"])
def test_an_edit_of_a_line_is_a_remark_that_says_what_stood_and_what_stands(
    hearing: Hearing, new: str | None
) -> None:
    hearing.back("b.docx", on_the_front(hearing.copies[BAEK], FRONT, new))
    collected = hearing.collect()
    (edit,) = collected.result.merged.edits
    assert (edit.kind, edit.part, edit.block) == (EditKind.REMARK, Part.FIXED, "")
    assert (edit.before, edit.after) == (FRONT, new or "")
    hearing.decide(collected, rest="ja")
    assert hearing.apply().is_done
    folded = read_year(hearing.small.year).folded
    point = folded.find("U1")
    assert point is not None
    assert point.heading == "Natten"
    assert [p.id for p in folded.pending if "Natten" in p.input]


def test_an_edit_of_the_point_itself_stands_on_the_page_of_the_next_version(
    hearing: Hearing,
) -> None:
    copy = hearing.copies[BAEK]
    front, contents, sections = _document(copy).partition(b">Indhold<")
    edited = front + contents + sections.replace(b">Natten<", b">Nattevagten<", 1)
    hearing.back("b.docx", _with_document(copy, edited))
    collected = hearing.collect()
    (edit,) = collected.result.merged.edits
    assert (edit.block, edit.part) == ("U1", Part.HEADING)
    hearing.decide(collected, rest="ja")
    assert hearing.apply().is_done
    made = generate(hearing.small.year, BACK.date()).path.read_bytes()
    assert b"Nattevagten" in _document(made).partition(b">Indhold<")[0]


def test_a_line_typed_there_is_a_remark_and_no_prose(hearing: Hearing) -> None:
    copy = hearing.copies[BAEK]
    line = b"<w:p><w:r><w:t>Husk ogs\xc3\xa5 aftenerne.</w:t></w:r></w:p>"
    front, contents, sections = _document(copy).partition(b"(4.2, F1)")
    front += contents
    end = sections.index(b"</w:p>") + len(b"</w:p>")
    edited = front + sections[:end] + line + sections[end:]
    hearing.back("b.docx", _with_document(copy, edited))
    (edit,) = hearing.collect().result.merged.edits
    assert (edit.kind, edit.part, edit.after) == (
        EditKind.REMARK,
        Part.FIXED,
        "Husk også aftenerne.",
    )


def test_a_draft_edited_there_is_edited_and_absorb_keeps_what_was_written(small: SmallYear) -> None:
    draft = generate(small.year, NOW.date()).path
    draft.write_bytes(on_the_front(draft.read_bytes(), FRONT, "Natten og weekenden"))
    with pytest.raises(EditsNotAbsorbed):
        generate(small.year, BACK.date())
    absorbed = absorb(small.year, draft, BACK.date())
    said = str(absorbed)
    assert "Natten og weekenden" in said


def test_no_line_there_has_the_mark_of_a_point(small: SmallYear) -> None:
    draft = generate(small.year, NOW.date()).path
    read, _ = Reader().read(draft.read_bytes(), draft.name)
    assert read is not None
    lines = [para for para in read.document.paragraphs if para.plain in {FRONT, "Kort fortalt"}]
    assert len(lines) == 2
    assert not any(para.anchors for para in lines)


def _document(data: bytes) -> bytes:
    package = Package.open(data, "")
    return package.parts[package.document]


def _with_document(data: bytes, content: bytes) -> bytes:
    package = Package.open(data, "")
    package.parts[package.document] = content
    return package.save()
