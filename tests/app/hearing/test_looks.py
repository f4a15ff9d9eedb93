"""What a member did to how words look is a remark at its place, and what programs do is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from lxml import etree

from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import BaseDocument
from reportgen.hearing.result import Merged
from reportgen.opc.namespaces import qn
from reportgen.word.read.returned import Reader, differences
from tests.app.hearing.documents import sent
from tests.editors.libreoffice import LibreOffice, libreoffice
from tests.editors.word import Paragraph, WordCopy, text
from tests.hearing.documents import FAXE, ORDER, REPORT

__all__ = ["libreoffice"]

LEADER = "Leder i Faxe"
ROADS = ("docx", "odt", "doc", "rtf")


def found_in(data: bytes, copy: bytes, base: BaseDocument) -> Merged:
    read, problems = Reader().read(copy, "svar.docx", sent=data)
    assert read is not None, problems
    return merge(base, [replace(read.document, party=FAXE)], ORDER)


def properties_of(run: etree._Element) -> etree._Element:
    found = run.find(qn("w:rPr"))
    if found is None:
        found = etree.Element(qn("w:rPr"))
        run.insert(0, found)
    return found


def look(anchor: str, words: str, tag: str, **values: str) -> Callable[[WordCopy], None]:
    """Give words of a paragraph a property of runs."""

    def do(copy: WordCopy) -> None:
        paragraph = copy.at(anchor)
        start = text(paragraph).index(words)
        copy.embolden(paragraph, start, start + len(words), tag)
        for run in copy._cut(paragraph, start, start + len(words)):
            held = properties_of(run).find(qn(tag))
            assert held is not None
            for name, value in values.items():
                held.set(qn(f"w:{name}"), value)

    return do


def restyle(anchor: str, style: str) -> Callable[[WordCopy], None]:
    def do(copy: WordCopy) -> None:
        _set_style(copy.at(anchor), style)

    return do


def _set_style(paragraph: Paragraph, style: str) -> None:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    named = properties.find(qn("w:pStyle"))
    if named is None:
        named = etree.Element(qn("w:pStyle"))
        properties.insert(0, named)
    named.set(qn("w:val"), style)


def shade_cell(anchor: str, fill: str) -> Callable[[WordCopy], None]:
    def do(copy: WordCopy) -> None:
        cell = copy.at(anchor).getparent()
        assert cell is not None
        properties = cell.find(qn("w:tcPr"))
        if properties is None:
            properties = etree.Element(qn("w:tcPr"))
            cell.insert(0, properties)
        etree.SubElement(properties, qn("w:shd"), {qn("w:val"): "clear", qn("w:fill"): fill})

    return do


def typed(anchor: str, words: str, tag: str, **values: str) -> Callable[[WordCopy], None]:
    """Type words at the end of a paragraph, and give them a look."""

    def do(copy: WordCopy) -> None:
        paragraph = copy.at(anchor)
        copy.insert(paragraph, len(text(paragraph)), f" {words}")
        look(anchor, words, tag, **values)(copy)

    return do


def typed_over(anchor: str, words: str, tag: str, **values: str) -> Callable[[WordCopy], None]:
    """Type words over all of a paragraph, and give them a look."""

    def do(copy: WordCopy) -> None:
        copy.delete(copy.at(anchor), 0, len(text(copy.at(anchor))))
        copy.insert(copy.at(anchor), 0, words)
        look(anchor, words, tag, **values)(copy)

    return do


@dataclass(frozen=True)
class Kind:
    """Something a member does to how words look, and the remark that it is."""

    name: str
    do: Callable[[WordCopy], None]
    block: str
    said: str


KINDS = [
    Kind(
        "highlighter",
        look("U2#t1", "store udsving", "w:highlight", val="yellow"),
        "U2",
        "Markeret med gult: “store udsving”",
    ),
    Kind(
        "shading",
        look("U2#t1", "store", "w:shd", val="clear", fill="00B050"),
        "U2",
        "Markeret med grønt: “store”",
    ),
    Kind(
        "red letters",
        look("U3#t1", "563.935 kr", "w:color", val="FF0000"),
        "U3",
        "Skrevet med rødt: “563.935 kr”",
    ),
    Kind(
        "hidden",
        look("3.1/2#t1", "fra hele regionen", "w:vanish"),
        "3.1/2",
        "Skjult tekst: “fra hele regionen”",
    ),
    Kind(
        "underlined",
        look("A1#t1", "fælles ramme", "w:u", val="single"),
        "A1",
        "Understreget: “fælles ramme”",
    ),
    Kind(
        "a figure in a table",
        look("Nøgletal!B2", "1.204", "w:highlight", val="cyan"),
        "Nøgletal!B2",
        "Markeret med turkis: “1.204”",
    ),
    Kind(
        "a cell of a table",
        shade_cell("Nøgletal!B2", "FFC000"),
        "Nøgletal!B2",
        "Markeret med gult: “1.204”",
    ),
    Kind(
        "raised letters",
        look("U2#t1", "store", "w:vertAlign", val="superscript"),
        "U2",
        "Hævet skrift, som rapporten ikke kan vise: “store”",
    ),
    Kind(
        "prose made a heading",
        restyle("3.1/2#t1", "Heading2"),
        "3.1/2",
        "Gjort til overskrift på niveau 2: "
        "“Temadagen samlede omkring 150 deltagere fra hele regionen.”",
    ),
    Kind(
        "a section's heading made prose",
        restyle("§3.1", "Normal"),
        "",
        "Gjort fra overskrift på niveau 2 til almindelig tekst: “Årets arbejde”",
    ),
    Kind(
        "a section's heading made an entry of a list",
        restyle("§3.6", "Nummerliste"),
        "",
        "Gjort fra overskrift på niveau 2 til almindelig tekst: “Udfordringer”",
    ),
    Kind(
        "a point's heading made an entry of a list",
        restyle("U3#h", "Nummerliste"),
        "U3",
        "Gjort fra overskrift på et punkt til almindelig tekst: “Økonomi”",
    ),
    Kind(
        "a point's heading made prose",
        restyle("U2#h", "Punkttekst"),
        "U2",
        "Gjort fra overskrift på et punkt til almindelig tekst: “Dagbehandling”",
    ),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_done_to_looks_is_one_remark_at_its_place(kind: Kind) -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    copy.tracking = False
    kind.do(copy)
    merged = found_in(data, copy.save(), base)
    assert merged.edits == ()
    assert [(comment.block, comment.text) for comment in merged.comments] == [
        (kind.block, kind.said)
    ]
    (remark,) = merged.comments
    assert remark.section == ("3.7" if "!" in kind.block else remark.section)
    assert remark.author == ""


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (look("U2#t1", "store", "w:highlight", val="yellow"), "Markeret med gult: “store”"),
        (look("U2#t1", "store", "w:sz", val="40"), "Skriftstørrelsen er ændret: “store”"),
        (look("U2#t1", "store", "w:rFonts", ascii="Arial"), "Skrifttypen er ændret: “store”"),
        (look("U2#t1", "store", "w:shadow"), "Formateringen er ændret: “store”"),
    ],
)
def test_what_is_tracked_is_said_with_its_author(do: Callable[[WordCopy], None], said: str) -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    do(copy)
    (comment,) = found_in(data, copy.save(), base).comments
    assert (comment.text, comment.author) == (said, LEADER)
    assert comment.date == copy.time.rstrip("Z")


@pytest.mark.parametrize("tracking", [True, False])
@pytest.mark.parametrize(
    "do",
    [
        typed("U2#t1", "Det er nyt.", "w:color", val="FF0000"),
        typed("U2#t1", "Det er nyt.", "w:highlight", val="yellow"),
        typed("U2#t1", "Det er nyt.", "w:u", val="single"),
        typed("U2#t1", "2", "w:vertAlign", val="superscript"),
        typed_over("U2#t1", "Det er nyt.", "w:color", val="FF0000"),
    ],
)
def test_a_look_that_shows_what_was_typed_is_no_remark_beside_it(
    do: Callable[[WordCopy], None], tracking: bool
) -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    copy.tracking = tracking
    do(copy)
    merged = found_in(data, copy.save(), base)
    assert [edit.block for edit in merged.edits] == ["U2"]
    assert merged.comments == ()


def test_a_cell_in_a_colour_of_the_style_of_tables_is_not_marked() -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    styles = copy._package.parts["word/styles.xml"].decode()
    of_tables = (
        '<w:style w:type="table" w:styleId="Tabel"><w:name w:val="Tabel"/>'
        '<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:fill="E8F0F2"/></w:tcPr>'
        "</w:tblStylePr></w:style></w:styles>"
    )
    styles = styles.replace("</w:styles>", of_tables)
    copy._package.parts["word/styles.xml"] = styles.encode()
    shade_cell("Nøgletal!B2", "e8f0f2")(copy)
    assert found_in(data, copy.save(), base).comments == ()


def test_what_was_typed_and_struck_through_again_is_said() -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    typed("U2#t1", "Det var nyt.", "w:strike")(copy)
    merged = found_in(data, copy.save(), base)
    assert [comment.text for comment in merged.comments] == [
        "Skrevet ind og overstreget igen: “Det var nyt.”"
    ]
    assert all(not edit.struck for edit in merged.edits)


def test_what_is_marked_over_several_paragraphs_is_one_remark() -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    copy.tracking = False
    for anchor in ("U1#t1", "U1#t2"):
        look(anchor, text(copy.at(anchor)), "w:highlight", val="yellow")(copy)
    (comment,) = found_in(data, copy.save(), base).comments
    assert comment.text == (
        "Markeret med gult: “Stadig flere børn og unge får en diagnose. Årsagen kendes ikke.”"
    )


def test_words_that_were_marked_when_they_were_sent_out_are_nobodys_remark() -> None:
    data, _ = sent(REPORT)
    before = WordCopy(data, "Sekretariatet")
    before.tracking = False
    look("U2#t1", "store udsving", "w:highlight", val="yellow")(before)
    original = before.save()
    read, _ = Reader().read(original, "v01.docx")
    assert read is not None
    shown = read.document
    base = replace(REPORT, paragraphs=shown.paragraphs, objects=shown.objects)
    copy = WordCopy(original, LEADER)
    copy.insert(copy.at("U2#t1"), 0, "Måske. ")
    merged = found_in(original, copy.save(), base)
    assert [edit.block for edit in merged.edits] == ["U2"]
    assert merged.comments == ()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_in_which_looks_were_changed_has_been_worked_in(kind: Kind) -> None:
    data, _ = sent(REPORT)
    copy = WordCopy(data, "Sekretariatet")
    copy.tracking = False
    kind.do(copy)
    reader = Reader()
    before = reader.read(data, "v01.docx")[0]
    now = reader.read(copy.save(), "v01.docx", sent=data)[0]
    assert before is not None
    assert now is not None
    assert differences(before, now)


@pytest.mark.parametrize("road", ROADS)
def test_saving_in_libreoffice_adds_no_look_and_takes_none_away(
    libreoffice: LibreOffice, road: str
) -> None:
    data, base = sent(REPORT)
    copy = WordCopy(data, LEADER)
    copy.tracking = False
    # On words that another kind has marked.
    beside_others = {"raised letters", "shading", "a figure in a table"}
    kept = [kind for kind in KINDS if kind.name not in beside_others]
    for kind in kept:
        kind.do(copy)
    strikes = look("3.1/3#t1", "første ", "w:strike")
    strikes(copy)
    for edited, expected in ((data, []), (copy.save(), sorted(kind.said for kind in kept))):
        saved = libreoffice.saved_as(edited, road)
        saved = saved if road == "docx" else libreoffice.saved_as(saved, "docx", of=road)
        merged = found_in(data, saved, base)
        assert sorted(comment.text for comment in merged.comments) == expected
        assert [(edit.block, edit.struck) for edit in merged.edits] == (
            [("3.1/3", True)] if expected else []
        )
