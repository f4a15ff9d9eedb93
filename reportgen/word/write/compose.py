"""From template and content to a Word file: the whole way, in the order it is gone.

docxtpl fills in the template's plain tags; a block tag only leaves a mark, so that nobody's text
ever passes through Jinja. Then the place of every block tag is found, with the section it stands
in by Word's own heading numbers; the content is written as text and put in at the very end, when
the rest of the document is text too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.layout.content import Block, Figure
from reportgen.layout.room import Room
from reportgen.layout.tags import CONTENTS_TAG, FRONT_TAG, REPORT, Vocabulary
from reportgen.opc.namespaces import CONTENT_TYPE, NAMESPACES, qn
from reportgen.opc.package import Package, Relationships, rels_name
from reportgen.opc.xml import DECLARATION, Element, escape, parse, serialise, with_prefixes
from reportgen.report.ids import Anchor
from reportgen.word.elements.headings import Heading, headings
from reportgen.word.elements.identity import Identity, set_core, set_identity
from reportgen.word.elements.numbering import NumberingPart
from reportgen.word.elements.styles import use_own_style_ids
from reportgen.word.elements.values import value, whole_number
from reportgen.word.template.fill import fill
from reportgen.word.write.contents import DEEPEST, write_contents
from reportgen.word.write.markup import Writer, write_text
from reportgen.word.write.page import PageSetup
from reportgen.word.write.room import room_at, text_area

_ATTACHED = "attachedTemplate"
_SLOT = "reportgen"
_SLOT_TEXT = re.compile(rf"<\?{_SLOT} (\d+)\?>")
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Round the name of a block tag; Unicode keeps these for a program's own use."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Everything a document shows: a version of the report, or a case made of it."""

    values: Mapping[str, str]
    """Value of each scalar tag."""
    content: Callable[[str, Sequence[str]], Sequence[Sequence[Block]]]
    """Content at each block tag of a section, given its number and the tags in order."""
    comments: Mapping[str, PendingComment]
    """Pending inputs by id, as the comments they become."""
    on_section: Mapping[str, Sequence[str]]
    """Pending inputs that hang on a section's heading."""
    on_report: Sequence[str]
    """Pending inputs that concern the whole report; they hang on its title."""
    identity: Identity | None
    """Which version it is; None for a document that nobody reads back."""
    title: str
    subject: str
    author: str
    date: dt.date
    vocabulary: Vocabulary = REPORT
    """The tags of its template."""
    front: Callable[[Room], Sequence[Block]] = lambda _: ()
    """What stands on the page in front of the sections, in the room that it has."""


@dataclass(frozen=True, slots=True)
class _Slot:
    section: str
    level: int
    """Level of the heading above it; 0 above the first."""
    tag: str
    element: Element


def render(template: bytes, rendering: Rendering) -> bytes:
    """Make the Word file; the same template and rendering always give the same bytes."""
    marks = {tag: f"{_OPEN}{tag}{_CLOSE}" for tag in rendering.vocabulary.blocks}
    package = Package.open(fill(template, {**marks, **rendering.values}), "")
    _detach(package)
    package.tidy()
    use_own_style_ids(package)
    root = with_prefixes(package.xml(package.document), "w", "r")
    body = root.find(qn("w:body"))
    assert body is not None  # a Word file without a body does not pass the template's check
    found = headings(package, root)
    numbered = [heading for heading in found if heading.number]
    slots = _slots(body, found)
    rels = package.relationships(package.document)
    numbering = NumberingPart(package)
    chart_types: dict[str, str] = {}
    writer = Writer(
        page=PageSetup.of(numbering, *text_area(body.find(qn("w:sectPr")))),
        link=lambda href: rels.add("hyperlink", href, external=True),
        chart=lambda figure, number: _add_chart(package, rels, chart_types, figure, number),
        height=_drawn_height,
        comment_ids={ref: number for number, ref in enumerate(rendering.comments)},
        next_bookmark=_free_id(root, "w:bookmarkStart"),
        next_number=numbering.next_id,
        drawings=_free_id(root, "wp:docPr") - 1,
    )
    for heading in numbered:
        refs = rendering.on_section.get(heading.number, ())
        _wrap(heading.element, Anchor.of_section(heading.number), refs, writer)
    _comment_on_title(body, numbered, rendering.on_report, writer)
    written = _write_slots(slots, rendering, writer)
    for number, slot in enumerate(slots):
        if slot.tag == CONTENTS_TAG:
            written[number] = write_contents(
                [(h.level, h.number, h.title) for h in numbered if h.level <= DEEPEST]
            )
        if slot.tag == FRONT_TAG:
            before = zip(slots[:number], written, strict=False)
            filled = {other.element: _paragraphs(text) for other, text in before}
            room = room_at(package, body, slot.element, filled)
            writer.level = slot.level
            written[number] = writer.write(rendering.front(room))
    for number, slot in enumerate(slots):
        _leave_slot(slot.element, number)
    numbering.add(writer.numbers)
    package.declare(chart_types)
    package.set_relationships(package.document, rels)
    text = serialise(root).decode()
    package.parts[package.document] = _SLOT_TEXT.sub(
        lambda slot: written[int(slot[1])], text
    ).encode()
    if chart_types:
        _give_theme(package)
    add_comments(package, tuple(rendering.comments.values()))
    set_core(
        package,
        title=rendering.title,
        author=rendering.author,
        subject=rendering.subject,
        date=rendering.date,
    )
    if rendering.identity is not None:
        set_identity(package, rendering.identity)
    return package.save()


def _detach(package: Package) -> None:
    """Forget the file that the template was once made from: its path is somebody's own."""
    name = package.related("settings")
    settings = package.related_xml("settings")
    if name is None or settings is None:
        return
    rels = package.relationships(name)
    attached = {rel.id for rel in rels if rel.kind == _ATTACHED}
    if attached:
        rels.keep({rel.id for rel in rels} - attached)
        package.set_relationships(name, rels)
        etree.strip_elements(settings, qn(f"w:{_ATTACHED}"))
        package.set_xml(name, settings)


def _slots(body: Element, found: Sequence[Heading]) -> list[_Slot]:
    """Every block tag's paragraph, with the number of the section it stands in."""
    known = {id(heading.element): heading for heading in found}
    section, level = "", 0
    slots: list[_Slot] = []
    for element in body.iter(qn("w:p")):
        heading = known.get(id(element))
        # One without a number opens no section, but is a heading on the pages in front.
        if heading is not None and (heading.number or not section):
            section, level = heading.number, heading.level
        text = "".join(t.text or "" for t in element.iter(qn("w:t")))
        if _OPEN in text:
            tag = text[text.index(_OPEN) + 1 : text.index(_CLOSE)]
            slots.append(_Slot(section, level, tag, element))
    return slots


def _write_slots(slots: Sequence[_Slot], rendering: Rendering, writer: Writer) -> list[str]:
    """Write each slot's content, in the document's order so that numbers run as read."""
    written = [""] * len(slots)
    sections: dict[str, list[int]] = {}
    for number, slot in enumerate(slots):
        if slot.tag not in {CONTENTS_TAG, FRONT_TAG}:
            sections.setdefault(slot.section, []).append(number)
    for section, places in sections.items():
        contents_of_tags = rendering.content(section, [slots[place].tag for place in places])
        for place, blocks in zip(places, contents_of_tags, strict=True):
            writer.level = slots[place].level
            written[place] = writer.write(blocks)
    return written


def _leave_slot(element: Element, number: int) -> None:
    slot = etree.ProcessingInstruction(_SLOT, str(number))
    parent = element.getparent()
    assert parent is not None
    # A section break rides in the last paragraph of its section, and has to stay.
    properties = element.find(qn("w:pPr/w:sectPr"))
    if properties is None:
        parent.replace(element, slot)
    else:
        element.addprevious(slot)
        for run in element.findall(qn("w:r")):
            element.remove(run)


def _comment_on_title(
    body: Element, numbered: Sequence[Heading], refs: Sequence[str], writer: Writer
) -> None:
    if not refs:
        return
    for paragraph in body.iter(qn("w:p")):
        if value(paragraph, "w:pPr/w:pStyle") == "Title":
            _wrap(paragraph, Anchor(), refs, writer)
            return
    if numbered:
        _wrap(numbered[0].element, Anchor(), refs, writer)


def _wrap(paragraph: Element, anchor: Anchor, refs: Iterable[str], writer: Writer) -> None:
    """Put a bookmark and comments round what stands in a paragraph of the template."""
    hole = "\x00"
    wrapped = writer.with_bookmark(writer.with_comments(hole, refs), anchor)
    before, _, after = wrapped.partition(hole)
    properties = paragraph.find(qn("w:pPr"))
    at = 0 if properties is None else paragraph.index(properties) + 1
    paragraph[at:at] = _elements(before)
    paragraph.extend(_elements(after))


def _paragraphs(text: str) -> list[Element]:
    return [each for element in _elements(text) for each in element.iter(qn("w:p"))]


def _elements(text: str) -> list[Element]:
    declared = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r"))
    return list(parse(f"<w:x {declared}>{text}</w:x>".encode()))


def _add_chart(
    package: Package, rels: Relationships, types: dict[str, str], figure: Figure, number: int
) -> str:
    """Add a chart's parts, note their content types in `types`, and return its drawing."""
    from reportgen.word.write.charts.embed import chart_parts, drawing_xml

    parts = chart_parts(figure.chart, number)
    package.parts[parts.name] = parts.xml
    types[parts.name] = CONTENT_TYPE["chart"]
    if parts.workbook:
        package.parts[parts.workbook_name] = parts.workbook
        types[parts.workbook_name] = CONTENT_TYPE["xlsx"]
        package.parts[rels_name(parts.name)] = parts.relations_xml
    relation = rels.add("chart", parts.name.removeprefix("word/"))
    return drawing_xml(relation, number, f"Figur {number}", figure.chart.alt, parts.height_cm)


def _give_theme(package: Package) -> None:
    from reportgen.word.write.charts.theme import give_theme

    give_theme(package)


def _drawn_height(figure: Figure) -> int:
    """Height of a figure in twentieths of a point."""
    from reportgen.word.write.charts.embed import height_of

    return int(height_of(figure.chart) / 2.54 * 1440)


def _free_id(root: Element, tag: str) -> int:
    attribute = "id" if tag.startswith("wp:") else qn("w:id")
    taken = [whole_number(element.get(attribute) or "", 0) for element in root.iter(qn(tag))]
    return max(taken, default=0) + 1


# Pending inputs as Word comments, signed with where they come from.


@dataclass(frozen=True, slots=True)
class PendingComment:
    """A comment to be written."""

    author: str
    lines: tuple[str, ...]
    date: dt.date | None


def add_comments(package: Package, comments: Sequence[PendingComment]) -> None:
    """Add the comments part; ids are the places in `comments`, from 0."""
    if not comments:
        return
    written = "".join(_write_comment(number, comment) for number, comment in enumerate(comments))
    content = f'{DECLARATION}<w:comments xmlns:w="{NAMESPACES["w"]}">{written}</w:comments>'
    package.add("word/comments.xml", content.encode(), CONTENT_TYPE["comments"])
    package.relate(package.document, "comments", "comments.xml")


def _write_comment(number: int, comment: PendingComment) -> str:
    # A date without a time is midnight: the schema has no date alone, and no hour is known.
    date = f' w:date="{comment.date.isoformat()}T00:00:00Z"' if comment.date else ""
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{mark if i == 0 else ""}'
        f"<w:r>{write_text(line)}</w:r></w:p>"
        for i, line in enumerate(comment.lines)
    )
    return (
        f'<w:comment w:id="{number}" w:author="{escape(comment.author)}"{date} '
        f'w:initials="{escape(_initials(comment.author))}">{paragraphs}</w:comment>'
    )


def _initials(author: str) -> str:
    """First letters of the words that have any, as Word shows them in the margin."""
    return "".join(word[0] for word in author.split() if word[0].isalpha())[:3].upper() or "RG"
