"""What stands outside the body of a file: text boxes, notes, headers, footers, pictures.

No section of the report lives there, so it is only said that something is there: whoever
compares it with the file that was sent out finds what a person put in, changed or took out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, repeat

from reportgen.hearing.model import Author
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element, outside, parse
from reportgen.word.elements.runs import TEXTUAL, composed, text_of
from reportgen.word.elements.values import VAL, value
from reportgen.word.read.block import BOX, REFERENCES
from reportgen.word.read.body import Body
from reportgen.word.read.tracked import BEGIN, NOTE, clear_notes, note_changes
from reportgen.word.revisions.settle import accept

_P, _FALLBACK = qn("w:p"), qn("mc:Fallback")
_OBJECTS = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_CHARACTER, _KIND = qn("w:fldChar"), qn("w:fldCharType")


class OutsideKind(StrEnum):
    """What it is."""

    BOX = "box"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnotes"
    ENDNOTE = "endnotes"
    PICTURE = "picture"


_REPEATED = (OutsideKind.HEADER, OutsideKind.FOOTER)
_NOTES: Mapping[OutsideKind, str] = {
    OutsideKind.FOOTNOTE: "footnote",
    OutsideKind.ENDNOTE: "endnote",
}


@dataclass(frozen=True, slots=True)
class OutsideItem:
    """One thing outside the body; two are equal that say the same."""

    kind: OutsideKind
    text: str
    """Its text without page numbers and the like; of a picture, the digest of its bytes."""
    authors: tuple[Author, ...] = field(default=(), compare=False)
    """Who tracked changes in it."""
    paragraph: int | None = field(default=None, compare=False)
    """Paragraph of the body that it belongs to."""


def read_outside_body(package: Package, body: Body) -> tuple[tuple[OutsideItem, ...], list[str]]:
    """Read it; also the names of parts too damaged to be read.

    `body` is that of the file. A header or a footer that says the same as another counts
    once, since editors divide them anew.
    """
    relationships = package.relationships(package.document)
    references = body.text.references
    damaged: list[str] = []
    items = list(_boxes(body))
    shown = {
        reference.get(qn("r:id"))
        for reference in body.root.iter(qn("w:headerReference"), qn("w:footerReference"))
    }
    for kind in (*_REPEATED, *_NOTES):
        for relation in relationships:
            if relation.kind != kind or (kind in _REPEATED and relation.id not in shown):
                continue  # what no page shows is gone when the next editor saves
            name = package.resolve(relation.target)
            if name not in package.parts:
                continue
            try:
                items += _in_part(package.parts[name], kind, references)
            except ValueError:
                damaged.append(name)
    items += _pictures(package, references)
    once = dict.fromkeys(each for each in items if each.kind in _REPEATED)
    others = (each for each in items if each.kind not in _REPEATED)
    return tuple(each for each in (*once, *others) if each.text), damaged


def read_descriptions(root: Element) -> tuple[str, ...]:
    """What each table and each drawing of a part is said to show, title and all."""
    held = (
        (table.get(VAL), value(table.getparent(), "w:tblDescription"))
        for table in root.iter(qn("w:tblCaption"))
    )
    drawn = ((each.get("title"), each.get("descr")) for each in root.iter(qn("wp:docPr")))
    said = (f"{title or ''} {text or ''}".strip() for title, text in chain(held, drawn))
    return tuple(composed(text) for text in said if text)


def count_objects(root: Element) -> int:
    """How many pictures, charts and other objects a part shows."""
    return len(outside(root, (_FALLBACK,), *_OBJECTS))


def _boxes(body: Body) -> Iterator[OutsideItem]:
    outermost = (
        box for box in body.root.iter(BOX) if next(box.iterancestors(_FALLBACK, BOX), None) is None
    )
    places: Iterable[int | None] = chain(body.text.boxes, repeat(None))
    for box, place in zip(outermost, places, strict=False):
        yield OutsideItem(OutsideKind.BOX, _text(box), _authors(box, body.changes.authors), place)


def _in_part(
    data: bytes, kind: OutsideKind, references: Mapping[tuple[str, str], int]
) -> Iterator[OutsideItem]:
    """What a part says, a note for each; raises ValueError where it is damaged."""
    root = parse(data)
    clear_notes(root)
    authors = note_changes(root).authors
    accept(root)
    if kind in _REPEATED:
        yield OutsideItem(kind, _text(root), _authors(root, authors))
        return
    reference = qn(f"w:{_NOTES[kind]}Reference")
    for note in root.iterchildren(qn(f"w:{_NOTES[kind]}")):
        if note.get(qn("w:type")) in {None, "normal"}:  # the others draw the line above them
            place = references.get((reference, note.get(REFERENCES[reference]) or ""))
            yield OutsideItem(kind, _text(note), _authors(note, authors), place)


def _pictures(package: Package, references: Mapping[tuple[str, str], int]) -> Iterator[OutsideItem]:
    """The pictures of the body, each once."""
    shown = {key: at for (_, key), at in references.items()}
    seen: set[str] = set()
    images = (rel for rel in package.relationships(package.document) if rel.kind == "image")
    for relation in images:
        name = package.resolve(relation.target)
        if name in package.parts and name not in seen:
            seen.add(name)
            digest = hashlib.sha256(package.parts[name]).hexdigest()
            yield OutsideItem(OutsideKind.PICTURE, digest, paragraph=shown.get(relation.id))


def _authors(element: Element, authors: Sequence[Author]) -> tuple[Author, ...]:
    """Authors of the changes that notes in an element speak of, each once."""
    begun = (note.get(BEGIN) for note in element.iter(NOTE))
    return tuple(dict.fromkeys(authors[int(number)] for number in begun if number is not None))


def _text(root: Element) -> str:
    lines = (" ".join(line.split()) for line in _lines(root))
    return "\n".join(line for line in lines if line)


def _lines(root: Element) -> Iterator[str]:
    counted = {text for simple in root.iter(qn("w:fldSimple")) for text in simple.iter(*TEXTUAL)}
    for paragraph in root.iter(_P):
        depth, pieces = 0, []
        for element in paragraph.iter(*TEXTUAL, _CHARACTER):
            if element.tag == _CHARACTER:
                depth += {"begin": 1, "end": -1}.get(element.get(_KIND) or "", 0)
            elif depth <= 0 and element not in counted:
                pieces.append(text_of(element))
        yield "".join(pieces)
