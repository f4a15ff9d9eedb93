"""What stands beside the running text of a file: boxes, notes, headers, footers, pictures.

No section of the report lives there, so it is only said that something is there: whoever
compares it with the file that was sent out finds what a person put in, changed or took out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from reportgen.hearing.model import Author
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package, Relationships, rels_name
from reportgen.opc.xml import parse
from reportgen.word.elements.runs import TEXTUAL, text_of
from reportgen.word.read.paragraphs import BESIDE, BOX
from reportgen.word.read.tracked import BEGIN, NOTE, clear_notes, note_changes
from reportgen.word.revisions.views import accept

_P, _FALLBACK = qn("w:p"), qn("mc:Fallback")
_CHARACTER, _KIND = qn("w:fldChar"), qn("w:fldCharType")


class AsideKind(StrEnum):
    """What it is."""

    BOX = "box"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnotes"
    ENDNOTE = "endnotes"
    PICTURE = "picture"


_REPEATED = (AsideKind.HEADER, AsideKind.FOOTER)
_NOTES: Mapping[AsideKind, str] = {AsideKind.FOOTNOTE: "footnote", AsideKind.ENDNOTE: "endnote"}


@dataclass(frozen=True, slots=True)
class Aside:
    """One thing beside the running text; two are equal that say the same."""

    kind: AsideKind
    text: str
    """Its text without page numbers and the like; of a picture, the digest of its bytes."""
    authors: tuple[Author, ...] = field(default=(), compare=False)
    """Who tracked changes in it."""
    paragraph: int | None = field(default=None, compare=False)
    """Paragraph of the running text that it belongs to."""


def read_aside(
    package: Package,
    accepted: etree._Element,
    authors: Sequence[Author] = (),
    places: Mapping[tuple[str, str], int] | None = None,
) -> tuple[tuple[Aside, ...], list[str]]:
    """Read it; also the names of parts too damaged to be read.

    `accepted` is the main part with its tracked changes accepted, `authors` are those its
    notes speak of, and `places` the paragraphs of what stands beside them. A header or a
    footer that says the same as another counts once, since editors divide them anew.
    """
    places = places or {}
    rels = Relationships(package.parts.get(rels_name(package.document)))
    damaged: list[str] = []
    found = list(_boxes(accepted, authors, places))
    shown = {
        reference.get(qn("r:id"))
        for reference in accepted.iter(qn("w:headerReference"), qn("w:footerReference"))
    }
    for kind in (*_REPEATED, *_NOTES):
        for relation in rels.root:
            if not (relation.get("Type") or "").endswith(f"/{kind}"):
                continue
            name = package.resolve(relation.get("Target") or "")
            if name not in package.parts:
                continue
            if kind in _REPEATED and relation.get("Id") not in shown:
                continue  # on no page, and gone when the next editor saves
            try:
                found += _in_part(package.parts[name], kind, places)
            except ValueError:
                damaged.append(name)
    found += _pictures(package, rels, places)
    once = dict.fromkeys(each for each in found if each.kind in _REPEATED)
    return tuple(
        each for each in (*once, *(e for e in found if e.kind not in _REPEATED)) if each.text
    ), damaged


def _boxes(
    accepted: etree._Element, authors: Sequence[Author], places: Mapping[tuple[str, str], int]
) -> Iterator[Aside]:
    outermost = (
        box for box in accepted.iter(BOX) if next(box.iterancestors(_FALLBACK, BOX), None) is None
    )
    for number, box in enumerate(outermost):
        place = places.get((BOX, str(number)))
        yield Aside(AsideKind.BOX, _text(box), _authors(box, authors), place)


def _in_part(
    data: bytes, kind: AsideKind, places: Mapping[tuple[str, str], int]
) -> Iterator[Aside]:
    """What a part says, a note for each; raises ValueError where it is damaged."""
    root = parse(data)
    clear_notes(root)
    authors = note_changes(root).authors
    accept(root)
    if kind in _REPEATED:
        yield Aside(kind, _text(root), _authors(root, authors))
        return
    reference = qn(f"w:{_NOTES[kind]}Reference")
    for note in root.iterchildren(qn(f"w:{_NOTES[kind]}")):
        if note.get(qn("w:type")) in {None, "normal"}:  # the others draw the line above them
            place = places.get((reference, note.get(BESIDE[reference]) or ""))
            yield Aside(kind, _text(note), _authors(note, authors), place)


def _pictures(
    package: Package, rels: Relationships, places: Mapping[tuple[str, str], int]
) -> Iterator[Aside]:
    shown = {key: at for (tag, key), at in places.items() if tag in BESIDE}
    seen: set[str] = set()
    for relation in rels.root:
        if not (relation.get("Type") or "").endswith("/image"):
            continue
        name = package.resolve(relation.get("Target") or "")
        if name in package.parts and name not in seen:
            seen.add(name)
            digest = hashlib.sha256(package.parts[name]).hexdigest()
            place = shown.get(relation.get("Id") or "")
            yield Aside(AsideKind.PICTURE, digest, paragraph=place)


def _authors(element: etree._Element, authors: Sequence[Author]) -> tuple[Author, ...]:
    """Authors of the changes that notes in an element speak of, each once."""
    begun = (note.get(BEGIN) for note in element.iter(NOTE))
    return tuple(dict.fromkeys(authors[int(number)] for number in begun if number is not None))


def _text(root: etree._Element) -> str:
    lines = (" ".join(line.split()) for line in _lines(root))
    return "\n".join(line for line in lines if line)


def _lines(root: etree._Element) -> Iterator[str]:
    counted = {text for simple in root.iter(qn("w:fldSimple")) for text in simple.iter(*TEXTUAL)}
    for paragraph in root.iter(_P):
        depth, pieces = 0, []
        for element in paragraph.iter(*TEXTUAL, _CHARACTER):
            if element.tag == _CHARACTER:
                depth += {"begin": 1, "end": -1}.get(element.get(_KIND) or "", 0)
            elif depth <= 0 and element not in counted:
                pieces.append(text_of(element))
        yield "".join(pieces)
