"""What a file says over and over costs no more than once, and what is endless is refused."""

from __future__ import annotations

from unittest import mock

import pytest

from reportgen.app.hearing.reading import with_foreign_texts
from reportgen.hearing.model import FactKind, ObjectKind
from reportgen.opc.namespaces import NAMESPACES, qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.problems import limits
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.read import minutes, object_parts, outside_body
from reportgen.word.read.returned import Reader, read_returned
from tests.word.redline_plans import package
from tests.word.tracked import formula, m, p, r

W = f'xmlns:w="{NAMESPACES["w"]}"'


def codes(data: bytes) -> set[str]:
    """What both readers say of a file, which they agree on."""
    returned = [problem.code for problem in read_returned(data, "svar.docx")[1]]
    assert [problem.code for problem in minutes.read(data, "svar.docx").problems] == returned
    return set(returned)


def test_a_file_with_more_paragraphs_than_are_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_PARAGRAPHS", 20)
    assert codes(package(p(r("x")) * 20)) == set()
    assert codes(package(p(r("x")) * 21)) == {"word-too-long"}


def test_a_copy_with_more_objects_than_are_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_OBJECTS", 20)
    within = package(p(formula(m("x")) * 19))  # and the section
    assert read_returned(within, "")[0] is not None
    found, problems = read_returned(package(p(formula(m("x")) * 20)), "")
    assert found is None
    assert [problem.code for problem in problems] == ["word-too-long"]


def test_a_text_longer_than_libxml_takes_is_told_as_too_long() -> None:
    assert codes(package(p(r("x" * 10_000_001)))) == {"word-too-long"}


@pytest.mark.parametrize("is_circle", [True, False])
def test_styles_inherit_from_no_further_than_people_go(is_circle: bool) -> None:
    count = 10_000
    styles = "".join(
        f'<w:style w:styleId="{n}"><w:basedOn w:val="{(n + 1) % count}"/></w:style>'
        for n in range(count - (not is_circle))
    )
    sheet = StyleSheet(parse(f"<w:styles {W}>{styles}</w:styles>".encode()))
    assert len(list(sheet.ancestry("0"))) == limits.DEEPEST_STYLE + 1
    assert next(sheet.ancestry("0")).get(qn("w:styleId")) == "0"


def test_a_part_that_is_named_many_times_is_read_once() -> None:
    made = Package.open(package(p(r("x"))), "")
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="2">{p(r("Se bilaget."))}</w:footnote></w:footnotes>'
    )
    made.add("word/footnotes.xml", notes.encode(), "application/xml")
    relationships = made.relationships(made.document)
    for number in range(50):
        relationships.add("footnotes", f"{'./' * number}footnotes.xml")
    made.set_relationships(made.document, relationships)
    data = made.save()
    with mock.patch.object(outside_body, "_notes", wraps=outside_body._notes) as read:
        found, _ = read_returned(data, "svar.docx")
    assert found is not None
    assert read.call_count == 1
    outline = minutes.read(data, "referat.docx").outline
    assert outline is not None
    assert [omission.words.text for omission in outline.omissions] == ["Se bilaget."]


def test_a_part_that_many_objects_show_is_digested_once() -> None:
    made = Package.open(package(p(r("x"))), "")
    made.add("word/bid.txt", b"hej", "text/plain")
    chunk = made.relate(made.document, "aFChunk", "bid.txt")
    body = made.parts[made.document]
    made.parts[made.document] = body.replace(
        b"<w:sectPr/>", f'<w:altChunk r:id="{chunk}"/>'.encode() * 50 + b"<w:sectPr/>"
    )
    with mock.patch.object(object_parts, "digest_of", wraps=object_parts.digest_of) as digested:
        found, _ = read_returned(made.save(), "svar.docx")
    assert found is not None
    assert len(found.document.objects) == 51  # and the section
    assert digested.call_count == 1


def test_the_words_of_a_part_are_told_at_each_place_as_long_as_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MOST_CARRIED_CHARACTERS", 35)
    made = Package.open(package(p(r("x"))), "")
    made.add("word/bid.txt", b"Ti tegn ja", "text/plain")
    chunk = made.relate(made.document, "aFChunk", "bid.txt")
    body = made.parts[made.document]
    made.parts[made.document] = body.replace(
        b"<w:sectPr/>", f'<w:altChunk r:id="{chunk}"/>'.encode() * 5 + b"<w:sectPr/>"
    )
    found, _ = read_returned(made.save(), "svar.docx")
    assert found is not None
    told = with_foreign_texts(found, Reader()).objects
    assert [each.fact(FactKind.TEXT) for each in told if each.kind is ObjectKind.FOREIGN] == [
        *["Ti tegn ja"] * 3,
        *[""] * 2,
    ]
