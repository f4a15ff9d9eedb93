"""What is done beside the running text is said, with who did it and where."""

from __future__ import annotations

from reportgen.hearing.base import prepare
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.objects import compare_objects
from reportgen.hearing.model import BaseDocument, Remark
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES
from reportgen.opc.package import Package
from reportgen.word.read.returned import Reader
from tests.editors.libreoffice import LibreOffice, libreoffice
from tests.word.redline_plans import package
from tests.word.tracked import ins, p, r

__all__ = ["libreoffice"]

_W = f'xmlns:w="{NAMESPACES["w"]}"'
BOX = (
    f'<w:r><w:pict><v:rect xmlns:v="{NAMESPACES["v"]}" style="width:200pt;height:50pt">'
    "<v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
)
NOTED = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def with_part(data: bytes, kind: str, xml: str) -> bytes:
    made = Package.open(data, "")
    made.add(f"word/{kind}1.xml", xml.encode(), CONTENT_TYPE["document"])
    key = made.relate(made.document, kind, f"{kind}1.xml")
    if kind == "header":
        section = f'<w:sectPr><w:headerReference w:type="default" r:id="{key}"/></w:sectPr>'
        text = made.parts[made.document].decode()
        made.parts[made.document] = text.replace("<w:sectPr/>", section).encode()
    return made.save()


def headed(*content: str) -> bytes:
    return with_part(package(p(r("Tekst"))), "header", f"<w:hdr {_W}>{''.join(content)}</w:hdr>")


def noted(*texts: str) -> bytes:
    """A report of one paragraph a note."""
    body = [p(r(f"Afsnit {number}"), NOTED.format(number)) for number, _ in enumerate(texts, 1)]
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes += "".join(
        f'<w:footnote w:id="{number}">{p(text)}</w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    return with_part(package(*body), "footnotes", f"<w:footnotes {_W}>{notes}</w:footnotes>")


def remarks(original: bytes, returned: bytes) -> tuple[Remark, ...]:
    reader = Reader()
    mine = reader.read(original, "v01.docx")[0]
    theirs = reader.read(returned, "svar.docx", sent=original)[0]
    assert mine is not None
    assert theirs is not None
    sent = BaseDocument(mine.document.paragraphs, (), objects=mine.document.objects)
    return tuple(compare_objects(Answer(prepare(sent), theirs.document)).remarks)


def test_what_an_editor_saved_anew_says_nothing(libreoffice: LibreOffice) -> None:
    boxed = package(p(r("Et")), p(r("To"), BOX.format(p(r("I boks")))))
    for data in (headed(p(r("Udkast"))), noted(r("Se bilag"), r("To")), boxed):
        assert not remarks(data, libreoffice.edit(data))


def test_what_came_back_as_it_was_sent_says_nothing() -> None:
    assert not remarks(headed(p(r("Udkast"))), headed(p(r("Udkast"))))
    assert not remarks(noted(r("En"), r("To")), noted(r("En"), r("To")))


STRUCK = "<w:strike/>"


def test_what_is_struck_through_outside_the_body_is_said() -> None:
    (gone,) = remarks(headed(p(r("Udkast"))), headed(p(r("Udkast", STRUCK))))
    assert gone.text == "Sidehoved ønskes slettet: “Udkast”"
    (note,) = remarks(noted(r("Se bilag 1")), noted(r("Se ") + r("bilag 1", STRUCK)))
    assert "Se bilag 1" in note.text
    assert note.paragraph == 0
    assert remarks(headed(p(r("Udkast", STRUCK))), headed(p(r("Udkast", STRUCK)))) == ()


def test_a_changed_header_is_said_with_both_wordings_and_who_tracked_it() -> None:
    (found,) = remarks(headed(p(r("Udkast"))), headed(p(r("Udkast "), ins(r("til høring")))))
    assert found.text == "Sidehoved: “Udkast” ønskes ændret til “Udkast til høring”"
    assert (found.author.name, found.author.time) == ("Åby Kommune", "2024-03-01T09:30:00")


def test_what_was_taken_out_is_said() -> None:
    (found,) = remarks(headed(p(r("Udkast"))), package(p(r("Tekst"))))
    assert found.text == "Sidehoved ønskes slettet: “Udkast”"
    boxed = package(p(r("Tekst"), BOX.format(p(r("I boks")))))
    (found,) = remarks(boxed, package(p(r("Tekst"))))
    assert found.text == "Tekstboks ønskes slettet: “I boks”"


def test_each_note_is_said_apart_at_the_paragraph_it_belongs_to() -> None:
    found = remarks(package(p(r("Afsnit 1")), p(r("Afsnit 2"))), noted(r("En"), ins(r("To"))))
    assert [(each.text, each.paragraph) for each in found] == [
        ("Fodnote: En", 0),
        ("Fodnote: To", 1),
    ]
    assert [each.author.name for each in found] == ["", "Åby Kommune"]


def test_a_box_is_said_at_its_paragraph_with_who_tracked_it() -> None:
    boxed = package(p(r("Et")), p(r("To"), BOX.format(p(ins(r("I boks"))))))
    (found,) = remarks(package(p(r("Et")), p(r("To"))), boxed)
    assert (found.text, found.paragraph) == ("Tekstboks: I boks", 1)
    assert found.author.name == "Åby Kommune"


def test_the_same_note_set_twice_is_said_twice() -> None:
    found = remarks(noted(r("Se bilag")), noted(r("Se bilag"), r("Se bilag")))
    assert [each.text for each in found] == ["Fodnote: Se bilag"]
