"""What a person can do to a Word file that a reader sees or hears, one small edit of each kind.

A table that others add to: each function edits the file it is given at a place that chance
picks, and answers where that is: an element that stood in the body before, or None for what
belongs to no place.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from tests.word.tracked import p, r, tbl, tc, tr

_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix != "xml"
)
_OFFICE = "urn:schemas-microsoft-com:office:office"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one pixel."""


@dataclass(slots=True)
class Edited:
    """A file under way, and chance."""

    package: Package
    chance: random.Random
    body: Element = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.package.xml(self.package.document)
        body = self.root.find(qn("w:body"))
        assert body is not None
        self.body = body

    root: Element = field(init=False)

    def save(self) -> bytes:
        """The file as it is now."""
        self.package.set_xml(self.package.document, self.root)
        return self.package.save()

    def paragraphs(self) -> list[Element]:
        """Those of the body itself that say something of the report's own."""
        return [
            each
            for each in self.body.iterchildren(qn("w:p"))
            if "".join(each.itertext(qn("w:t"))).strip()
            and not style_of(each).startswith(("TOC", "Forside", "Tomtafsnit"))
            and each.find(f".//{qn('w:fldChar')}") is None
            and each.find(f".//{qn('w:drawing')}") is None
        ]

    def runs(self) -> list[Element]:
        """Runs of text in those paragraphs."""
        found = [run for each in self.paragraphs() for run in each.iterchildren(qn("w:r"))]
        return [run for run in found if (run.findtext(qn("w:t")) or "").strip()]

    def any_of(self, *tags: str) -> Element:
        """One of the elements of the body by these names."""
        return self.chance.choice(list(self.body.iter(*map(qn, tags))))

    def element(self, xml: str) -> Element:
        """An element, written with the usual prefixes."""
        return etree.fromstring(f"<x {_SPACES}>{xml}</x>")[0]

    def put_after(self, xml: str) -> Element:
        """Put something between two paragraphs; answers with what it comes after."""
        place = self.chance.choice(self.paragraphs())
        place.addnext(self.element(xml))
        return place

    def put_in(self, xml: str) -> Element:
        """Put something into a paragraph, at its end; answers with the paragraph."""
        place = self.chance.choice(self.paragraphs())
        place.append(self.element(xml))
        return place

    def part(self, name: str, data: bytes, kind: str, content_type: str) -> str:
        """Add a part that the main part relates to; answers with the relationship."""
        self.package.add(f"word/{name}", data, content_type)
        return self.package.relate(self.package.document, kind, name)

    def chart(self) -> tuple[str, Element, Element]:
        """One of the charts: its part, the root of that, and its drawing."""
        drawing = self.chance.choice(list(self.body.iter(qn("w:drawing"))))
        chart = next(drawing.iter(qn("c:chart")))
        target = self.package.relationships(self.package.document).target_of[chart.get(qn("r:id"))]
        name = self.package.resolve(target)
        return name, self.package.xml(name), drawing


def style_of(paragraph: Element) -> str:
    """Style id of a paragraph."""
    style = paragraph.find(qn("w:pPr/w:pStyle"))
    return "" if style is None else style.get(qn("w:val")) or ""


Change = Callable[[Edited], Element | None]
CHANGES: dict[str, Change] = {}
"""Every kind of visible change, by its name."""


def _change(function: Change) -> Change:
    CHANGES[function.__name__.replace("_", " ")] = function
    return function


# Text


@_change
def a_word(edited: Edited) -> Element:
    run = edited.chance.choice(edited.runs())
    text = run.find(qn("w:t"))
    assert text is not None
    text.text = (text.text or "") + " nyt"
    return run


@_change
def a_letter(edited: Edited) -> Element:
    run = edited.chance.choice(edited.runs())
    text = run.find(qn("w:t"))
    assert text is not None
    text.text = "Q" + (text.text or "")[1:]
    return run


def _marked(edited: Edited, xml: str) -> Element:
    run = edited.chance.choice(edited.runs())
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = etree.Element(qn("w:rPr"))
        run.insert(0, properties)
    mark = edited.element(xml)
    for old in properties.findall(str(mark.tag)):
        properties.remove(old)
    properties.append(mark)
    return run


@_change
def struck_words(edited: Edited) -> Element:
    return _marked(edited, "<w:strike/>")


@_change
def highlighted_words(edited: Edited) -> Element:
    return _marked(edited, '<w:highlight w:val="yellow"/>')


@_change
def words_in_red(edited: Edited) -> Element:
    return _marked(edited, '<w:color w:val="FF0000"/>')


@_change
def hidden_words(edited: Edited) -> Element:
    return _marked(edited, "<w:vanish/>")


@_change
def a_comment_deleted(edited: Edited) -> Element:
    name = edited.package.related("comments")
    assert name is not None
    root = edited.package.xml(name)
    comment = edited.chance.choice(list(root))
    number = comment.get(qn("w:id"))
    root.remove(comment)
    edited.package.set_xml(name, root)
    marks = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
    gone = [e for e in edited.body.iter(*map(qn, marks)) if e.get(qn("w:id")) == number]
    place = next(gone[0].iterancestors(qn("w:p")))
    for mark in gone:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    return place


@_change
def a_paragraph_put_in(edited: Edited) -> Element:
    return edited.put_after(p(r("Noget helt nyt, som nogen har skrevet.")))


@_change
def a_paragraph_taken_out(edited: Edited) -> Element:
    texts = [each for each in edited.paragraphs() if not style_of(each).startswith("Heading")]
    place = edited.chance.choice(texts)
    before = next(place.itersiblings(preceding=True))
    edited.body.remove(place)
    return before


@_change
def a_paragraph_moved(edited: Edited) -> Element:
    paragraphs = edited.paragraphs()
    texts = [each for each in paragraphs if not style_of(each).startswith("Heading")]
    at = edited.chance.randrange(len(texts) - 3)
    texts[at + 3].addnext(texts[at])
    return texts[at + 3]


@_change
def a_style(edited: Edited) -> Element:
    place = edited.chance.choice(edited.paragraphs())
    properties = place.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        place.insert(0, properties)
    for old in properties.findall(qn("w:pStyle")):
        properties.remove(old)
    other = "Title" if style_of(place) != "Title" else "Normal"
    properties.insert(0, edited.element(f'<w:pStyle w:val="{other}"/>'))
    return place


# Figures


@_change
def a_plotted_value(edited: Edited) -> Element:
    name, root, drawing = edited.chart()
    values = [v for held in root.iter(qn("c:val")) for v in held.iter(qn("c:v"))]
    edited.chance.choice(values).text = "98765"
    edited.package.set_xml(name, root)
    return drawing


@_change
def the_name_of_a_category(edited: Edited) -> Element:
    name, root, drawing = edited.chart()
    names = list(next(root.iter(qn("c:cat"))).iter(qn("c:v")))
    edited.chance.choice(names).text = "Et andet sted"
    edited.package.set_xml(name, root)
    return drawing


@_change
def the_name_of_a_series(edited: Edited) -> Element:
    name, root, drawing = edited.chart()
    names = [v for held in root.iter(qn("c:tx")) for v in held.iter(qn("c:v"))]
    edited.chance.choice(names).text = "Noget andet"
    edited.package.set_xml(name, root)
    return drawing


@_change
def the_title_of_a_chart(edited: Edited) -> Element:
    name, root, drawing = edited.chart()
    title = (
        "<c:title><c:tx><c:rich><a:p><a:r><a:t>Titel</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    )
    chart = root.find(qn("c:chart"))
    assert chart is not None
    for old in chart.findall(qn("c:title")):
        chart.remove(old)
    chart.insert(0, edited.element(title))
    edited.package.set_xml(name, root)
    return drawing


@_change
def the_kind_of_a_chart(edited: Edited) -> Element:
    name, root, drawing = edited.chart()
    plot = next(e for e in root.iter("*") if e.find(qn("c:ser")) is not None)
    plot.tag = qn("c:areaChart")
    edited.package.set_xml(name, root)
    return drawing


def _drawn(edited: Edited) -> tuple[Element, Element]:
    drawing = edited.any_of("w:drawing")
    paragraph = next(drawing.iterancestors(qn("w:p")))
    return drawing, paragraph


@_change
def a_figure_taken_out(edited: Edited) -> Element:
    _, paragraph = _drawn(edited)
    before = next(paragraph.itersiblings(preceding=True))
    edited.body.remove(paragraph)
    return before


@_change
def a_figure_and_its_caption_taken_out_and_tracked(edited: Edited) -> Element:
    _, paragraph = _drawn(edited)
    caption = next(paragraph.itersiblings())
    for each in (paragraph, caption):
        deleted = edited.element('<w:del w:id="900" w:author="Åby" w:date="2024-03-01T09:30:00Z"/>')
        for run in each.findall(qn("w:r")):
            deleted.append(run)
        each.append(deleted)
        properties = each.find(qn("w:pPr"))
        assert properties is not None
        mark = '<w:rPr><w:del w:id="901" w:author="Åby" w:date="2024-03-01T09:30:00Z"/></w:rPr>'
        properties.append(edited.element(mark))
    for text in list(caption.iter(qn("w:t"))):
        text.tag = qn("w:delText")
    for text in list(caption.iter(qn("w:instrText"))):
        text.tag = qn("w:delInstrText")
    return paragraph


@_change
def a_figure_moved(edited: Edited) -> Element:
    _, paragraph = _drawn(edited)
    place = edited.paragraphs()[edited.chance.randrange(5)]
    place.addnext(paragraph)
    return place


@_change
def the_size_of_a_figure(edited: Edited) -> Element:
    drawing, _ = _drawn(edited)
    extent = next(drawing.iter(qn("wp:extent")))
    extent.set("cx", str(int(extent.get("cx") or 0) // 2))
    return drawing


@_change
def an_alternative_text(edited: Edited) -> Element:
    drawing, _ = _drawn(edited)
    next(drawing.iter(qn("wp:docPr"))).set("descr", "Noget helt andet")
    return drawing


@_change
def an_alternative_text_taken_out(edited: Edited) -> Element:
    drawing, _ = _drawn(edited)
    del next(drawing.iter(qn("wp:docPr"))).attrib["descr"]
    return drawing


def _picture(key: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
        '<wp:docPr id="900" name="Billede" descr="Et foto"/><a:graphic><a:graphicData '
        f'uri="{NAMESPACES["pic"]}"><pic:pic><pic:blipFill><a:blip r:embed="{key}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


@_change
def a_picture_put_in(edited: Edited) -> Element:
    key = edited.part("media/foto.png", PIXEL, "image", "image/png")
    return edited.put_after(p(_picture(key)))


@_change
def a_picture_put_into_a_sentence(edited: Edited) -> Element:
    key = edited.part("media/foto.png", PIXEL, "image", "image/png")
    return edited.put_in(_picture(key))


# Tables


@_change
def a_table_put_in(edited: Edited) -> Element:
    rows = tr(tc(p(r("Kommune"))), tc(p(r("Antal")))), tr(tc(p()), tc(p(r("7"))))
    return edited.put_after(tbl(*rows))


@_change
def an_empty_table_put_in(edited: Edited) -> Element:
    return edited.put_after(tbl(tr(tc(p()), tc(p()))))


@_change
def a_table_taken_out(edited: Edited) -> Element:
    table = edited.any_of("w:tbl")
    before = next(table.itersiblings(preceding=True))
    edited.body.remove(table)
    return before


@_change
def a_row_put_in(edited: Edited) -> Element:
    row = edited.any_of("w:tr")
    new = deepcopy(row)
    for mark in [*new.iter(qn("w:bookmarkStart")), *new.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    for number, text in enumerate(new.iter(qn("w:t"))):
        text.text = f"Ny {number}"
    row.addnext(new)
    return row


@_change
def a_row_taken_out(edited: Edited) -> Element:
    rows = [row for table in edited.body.iter(qn("w:tbl")) for row in table.findall(qn("w:tr"))[1:]]
    row = edited.chance.choice(rows)
    table = next(row.iterancestors(qn("w:tbl")))
    table.remove(row)
    return table


@_change
def a_cell(edited: Edited) -> Element:
    texts = [t for table in edited.body.iter(qn("w:tbl")) for t in table.iter(qn("w:t")) if t.text]
    text = edited.chance.choice(texts)
    text.text = "4711"
    return text


@_change
def what_a_table_is_said_to_show(edited: Edited) -> Element:
    described = edited.any_of("w:tblDescription")
    described.set(qn("w:val"), "Noget helt andet")
    return described


@_change
def a_table_put_into_a_cell(edited: Edited) -> Element:
    cell = edited.any_of("w:tc")
    cell.insert(1, edited.element(tbl(tr(tc(p(r("Indeni")))))))
    return cell


# Outside the text


def _in_header(edited: Edited, kind: str) -> None:
    name = edited.package.related(kind)
    assert name is not None
    root = edited.package.xml(name)
    next(root.iter(qn("w:t"))).text = "Noget andet"
    edited.package.set_xml(name, root)


@_change
def a_header(edited: Edited) -> None:
    _in_header(edited, "header")


@_change
def a_footer(edited: Edited) -> None:
    _in_header(edited, "footer")


@_change
def a_watermark(edited: Edited) -> None:
    name = edited.package.related("header")
    assert name is not None
    root = edited.package.xml(name)
    mark = '<v:textpath string="UDKAST"/>'
    root.append(edited.element(p(f"<w:r><w:pict><v:shape>{mark}</v:shape></w:pict></w:r>")))
    edited.package.set_xml(name, root)


def _note(edited: Edited, kind: str) -> Element:
    note = f'<w:{kind} w:id="7">{p(r("Se også bilaget."))}</w:{kind}>'
    xml = f"<w:{kind}s {_SPACES}>{note}</w:{kind}s>"
    edited.part(f"{kind}s9.xml", xml.encode(), f"{kind}s", CONTENT_TYPE["document"])
    return edited.put_in(f'<w:r><w:{kind}Reference w:id="7"/></w:r>')


@_change
def a_footnote(edited: Edited) -> Element:
    return _note(edited, "footnote")


@_change
def an_endnote(edited: Edited) -> Element:
    return _note(edited, "endnote")


@_change
def a_box(edited: Edited) -> Element:
    box = f"<v:textbox><w:txbxContent>{p(r('I boks'))}</w:txbxContent></v:textbox>"
    return edited.put_in(f"<w:r><w:pict><v:rect>{box}</v:rect></w:pict></w:r>")


@_change
def a_formula(edited: Edited) -> Element:
    return edited.put_in("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")


@_change
def a_box_to_tick(edited: Edited) -> Element:
    inner = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    content = "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent>"
    return edited.put_in(f"<w:sdt><w:sdtPr>{inner}</w:sdtPr>{content}</w:sdt>")


@_change
def a_field_alone(edited: Edited) -> Element:
    return edited.put_after(p('<w:fldSimple w:instr="DATE">', r("1. maj 2024"), "</w:fldSimple>"))


@_change
def a_file_put_in(edited: Edited) -> Element:
    key = edited.part("embeddings/ark.bin", b"\xd0\xcf\x11\xe0", "oleObject", "application/x-ole")
    ole = f'<o:OLEObject xmlns:o="{_OFFICE}" Type="Embed" ProgID="Excel.Sheet.12" r:id="{key}"/>'
    return edited.put_after(p(f"<w:r><w:object>{ole}</w:object></w:r>"))


def _carried(edited: Edited, name: str, data: bytes, content_type: str) -> Element:
    key = edited.part(name, data, "aFChunk", content_type)
    return edited.put_after(f'<w:altChunk r:id="{key}"/>')


@_change
def text_carried_along_as_html(edited: Edited) -> Element:
    return _carried(edited, "a.html", b"<html><body><p>Baaret med</p></body></html>", "text/html")


@_change
def text_carried_along_as_rtf(edited: Edited) -> Element:
    return _carried(edited, "a.rtf", rb"{\rtf1\ansi Baaret med\par}", "application/rtf")


@_change
def text_carried_along_as_text(edited: Edited) -> Element:
    return _carried(edited, "a.txt", b"Baaret med", "text/plain")


@_change
def a_page_break(edited: Edited) -> Element:
    return edited.put_after(p('<w:r><w:br w:type="page"/></w:r>'))


@_change
def pages_turned(edited: Edited) -> Element:
    size = list(edited.body.iter(qn("w:pgSz")))[-1]
    wide, high = size.get(qn("w:w")) or "", size.get(qn("w:h")) or ""
    size.set(qn("w:w"), high)
    size.set(qn("w:h"), wide)
    return size


@_change
def where_a_link_leads(edited: Edited) -> Element:
    link = edited.any_of("w:hyperlink")
    links = [e for e in edited.body.iter(qn("w:hyperlink")) if e.get(qn("r:id"))]
    link = edited.chance.choice(links)
    document = edited.package.document
    address = "https://example.dk/andet"
    key = edited.package.relate(document, "hyperlink", address, external=True)
    link.set(qn("r:id"), key)
    return link
