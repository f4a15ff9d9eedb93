"""Line breaks, tabs and hyphens of Word, lists, rewriting, and comments on what is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx import Document
from lxml import etree

from reportgen.app.year import read_year
from reportgen.opc.namespaces import NAMESPACES, qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.word.elements.runs import TEXTUAL, text_of
from reportgen.word.revisions.settle import accept, reject
from tests.app.hearing.rounds import BAEK, Hearing, hearing, row_for
from tests.app.hearing.test_carried import write

__all__ = ["hearing"]

W = f'xmlns:w="{NAMESPACES["w"]}"'
NIGHT = "Det er svært at dække natten."


def runs(inner: str, *, tracked: bool = True) -> list[Element]:
    """Runs as they stand in a paragraph, put in with tracking or without."""
    by = 'w:id="9001" w:author="Chef" w:date="2024-11-20T10:00:00Z"'
    inner = f"<w:ins {by}>{inner}</w:ins>" if tracked else inner
    return list(etree.fromstring(f"<w:p {W}>{inner}</w:p>"))


def paragraph_of(root: Element, text: str) -> Element:
    return next(p for p in root.iter(qn("w:p")) if text in "".join(p.itertext()))


def changed(data: bytes, change: Callable[[Element], None]) -> bytes:
    package = Package.open(data, "")
    root = package.xml(package.document)
    change(root)
    package.set_xml(package.document, root)
    return package.save()


def at_the_end(text: str, inner: str, *, tracked: bool) -> Callable[[Element], None]:
    def change(root: Element) -> None:
        last = list(paragraph_of(root, text).iter(qn("w:r")))[-1]
        for run in reversed(runs(inner, tracked=tracked)):
            last.addnext(run)

    return change


def texts(data: bytes, settle: Callable[[Element], object]) -> list[str]:
    """What each paragraph of the body reads as, line breaks and tabs as characters."""
    package = Package.open(data, "")
    root = package.xml(package.document)
    settle(root)
    said = ["".join(map(text_of, p.iter(*TEXTUAL))) for p in root.iter(qn("w:p"))]
    return [text for text in said if text.strip()]


PUT_IN = {
    "a line break and words": "<w:r><w:br/><w:t>Og dagen.</w:t></w:r>",
    "a carriage return and words": "<w:r><w:cr/><w:t>Og dagen.</w:t></w:r>",
    "a line break between words": "<w:r><w:t> Om</w:t><w:br/><w:t>dagen.</w:t></w:r>",
    "two line breaks": "<w:r><w:br/><w:t>Og dagen.</w:t><w:br/><w:t>Og aftenen.</w:t></w:r>",
    "a tab": "<w:r><w:tab/><w:t>Og dagen.</w:t></w:r>",
    "a hyphen that does not break": (
        "<w:r><w:t xml:space='preserve'> E</w:t><w:noBreakHyphen/><w:t>mail.</w:t></w:r>"
    ),
    "a page break of Word's own": (
        "<w:r><w:lastRenderedPageBreak/><w:t xml:space='preserve'> Om dagen.</w:t></w:r>"
    ),
}


@pytest.mark.parametrize("inner", PUT_IN.values(), ids=PUT_IN)
@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "untracked"])
def test_accepting_what_a_party_put_in_gives_its_text_break_by_break(
    hearing: Hearing, inner: str, tracked: bool
) -> None:
    copy = changed(hearing.copies[BAEK], at_the_end(NIGHT, inner, tracked=tracked))
    hearing.back("b.docx", copy)
    collected = hearing.collect()
    document = collected.paths[1].read_bytes()
    assert texts(document, accept) == texts(copy, accept)
    assert texts(document, reject) == texts(hearing.copies[BAEK], reject)
    (row,) = collected.rows
    assert ("linjeskift bliver til nyt afsnit" in row.after) == ("br/>" in inner or "cr/>" in inner)
    hearing.decide(collected, rest="ja")
    assert hearing.apply().is_done
    breaks = sum(inner.count(f"<w:{name}/>") for name in ("br", "cr"))
    assert len(hearing.text("U1").split("\n")) == 1 + breaks


def test_a_line_break_alone_is_told_as_one_and_becomes_a_paragraph(hearing: Hearing) -> None:
    def change(root: Element) -> None:
        text = next(t for t in root.iter(qn("w:t")) if t.text == NIGHT)
        text.text = "Det er svært"
        text.addnext(etree.fromstring(f"<w:t {W}>at dække natten.</w:t>"))
        text.addnext(etree.fromstring(f"<w:br {W}/>"))

    copy = changed(hearing.copies[BAEK], change)
    hearing.back("b.docx", copy)
    collected = hearing.collect()
    assert texts(collected.paths[1].read_bytes(), accept) == texts(copy, accept)
    hearing.decide(collected, rest="ja")
    assert hearing.apply().is_done
    assert hearing.text("U1") == "Det er svært\nat dække natten."


def test_a_break_in_a_new_paragraph_stays_in_the_document_and_parts_it_in_the_report(
    hearing: Hearing,
) -> None:
    def change(root: Element) -> None:
        new = "<w:r><w:t>Først.</w:t><w:br/><w:t>Så.</w:t></w:r>"
        paragraph = etree.fromstring(f"<w:p {W}>{new}</w:p>")
        paragraph_of(root, "Netværket mødtes én gang.").addnext(paragraph)

    copy = changed(hearing.copies[BAEK], change)
    hearing.back("b.docx", copy)
    collected = hearing.collect()
    assert texts(collected.paths[1].read_bytes(), accept) == texts(copy, accept)
    assert collected.rows[0].after == "Først.\nSå.\n(linjeskift bliver til nyt afsnit)"
    hearing.decide(collected, rest="ja")
    assert hearing.apply().is_done
    assert hearing.text("3.1/2") == "Først.\nSå."


# Lists


@pytest.mark.parametrize("typed", ["to forhold", "- to forhold", "•\tto forhold"])
def test_a_new_wording_of_an_entry_of_a_list_stays_one(hearing: Hearing, typed: str) -> None:
    def change(root: Element) -> None:
        next(t for t in root.iter(qn("w:t")) if t.text == "et forhold").text = "et vigtigt forhold"

    hearing.back("b.docx", changed(hearing.copies[BAEK], change))
    collected = hearing.collect()
    (row,) = collected.rows
    assert (row.before, row.after) == ("- et forhold", "- et vigtigt forhold")
    write(collected.paths[0], row.id, ("delvist", typed, None, "Kortere."))
    assert hearing.apply().is_done
    assert hearing.text("1.1/2") == "- to forhold"


# A paragraph written anew, and a comment on one that is gone


def test_a_paragraph_written_anew_is_one_edit(hearing: Hearing) -> None:
    new = "Ingen ved, hvordan vagterne bliver bemandet, når natten falder på."

    def change(root: Element) -> None:
        next(t for t in root.iter(qn("w:t")) if t.text == NIGHT).text = new

    hearing.back("b.docx", changed(hearing.copies[BAEK], change))
    (edit,) = hearing.collect().result.merged.edits
    assert (edit.before, edit.after) == (NIGHT, new)


def gone_tracked(paragraph: Element) -> None:
    by = 'w:id="9100" w:author="Chef" w:date="2024-11-20T10:00:00Z"'
    for run in list(paragraph.iter(qn("w:r"))):
        if run.find(qn("w:t")) is None:
            continue
        for text in run.iter(qn("w:t")):
            text.tag = qn("w:delText")
        around = etree.fromstring(f"<w:del {W} {by}/>")
        run.addprevious(around)
        around.append(run)
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    mark = etree.SubElement(properties, qn("w:rPr"))
    mark.append(etree.fromstring(f"<w:del {W} {by}/>"))


def gone_but_for_its_end(paragraph: Element) -> None:
    for text in paragraph.iter(qn("w:t")):
        text.text = ""


@pytest.mark.parametrize("take_out", [gone_tracked, gone_but_for_its_end])
def test_a_comment_stays_with_the_paragraph_its_author_took_out(
    hearing: Hearing, take_out: Callable[[Element], None]
) -> None:
    path = hearing.inbox / "b.docx"
    path.write_bytes(hearing.copies[BAEK])
    document = Document(str(path))
    (first,) = (p for p in document.paragraphs if p.text == "et forhold")
    document.add_comment(first.runs, text="Derfor slettes det", author="Chef", initials="C")
    document.save(str(path))
    path.write_bytes(
        changed(path.read_bytes(), lambda root: take_out(paragraph_of(root, "et forhold")))
    )
    collected = hearing.collect()
    (comment,) = collected.result.merged.comments
    assert (comment.block, comment.section) == ("1.1/2", "1.1")
    assert [e.kind.value for e in collected.result.merged.edits] == ["remove"]
    write(collected.paths[0], row_for(collected, BAEK), ("ja", None, None, None))
    hearing.decide(collected, rest="ja")
    assert hearing.apply().is_done
    assert "et forhold" not in [b.text for b in read_year(hearing.small.year).folded.prose("1.1")]
