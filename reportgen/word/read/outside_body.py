"""Everything that stands beside the text of a file: objects of the body, notes, headers, footers.

No section of the report lives there, so it is only said that something is there: whoever
compares it with the file that was sent out finds what a person put in, changed or took out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from reportgen.hearing.model import Author, DocumentObject, Fact, FactKind, ObjectKind
from reportgen.opc.container import RefusalReason, Refused
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package, rels_name
from reportgen.opc.xml import Element, parse
from reportgen.problems import limits
from reportgen.word.read.block import REFERENCES
from reportgen.word.read.body import Body
from reportgen.word.read.object_parts import ForeignText, ObjectParts, digest_of
from reportgen.word.read.objects import RawObject, box_text, drawn, each_drawing
from reportgen.word.read.struck import STRUCK, struck_texts, take_out_struck
from reportgen.word.read.tracked import authors_in, clear_notes, note_changes
from reportgen.word.revisions.settle import accept

_REPEATED = frozenset({ObjectKind.HEADER, ObjectKind.FOOTER})
_NOTES: Mapping[ObjectKind, str] = {
    ObjectKind.FOOTNOTE: "footnote",
    ObjectKind.ENDNOTE: "endnote",
}
_KINDS: Mapping[str, ObjectKind] = {
    "header": ObjectKind.HEADER,
    "footer": ObjectKind.FOOTER,
    "footnotes": ObjectKind.FOOTNOTE,
    "endnotes": ObjectKind.ENDNOTE,
}
"""What a part holds, by the kind of its relationship."""
_STRIKE = b"strike"


def read_objects(
    package: Package, body: Body, parts: ObjectParts
) -> tuple[tuple[DocumentObject, ...], list[str]]:
    """Read them, those of the body first; also the names of parts too damaged to be read.

    `body` is that of the file. A header or a footer that says the same as another counts
    once, since editors divide them anew. Raises `Refused` where more stands in the body than
    is read.
    """
    if len(body.text.objects) > limits.MOST_OBJECTS:
        raise Refused(RefusalReason.TOO_LONG, package.document)
    relationships = list(package.relationships(package.document))
    targets = {rel.id: rel.target for rel in relationships}
    objects = [parts.shown(raw, package, targets) for raw in body.text.objects]
    shown = {
        reference.get(qn("r:id"))
        for reference in body.root.iter(qn("w:headerReference"), qn("w:footerReference"))
    }
    damaged: list[str] = []
    read: set[str] = set()
    repeated: dict[DocumentObject, None] = {}
    for relation in relationships:
        kind = _KINDS.get(relation.kind)
        # What no page shows is gone when the next editor saves.
        if kind is None or (kind in _REPEATED and relation.id not in shown):
            continue
        name = package.resolve(relation.target)
        if name not in package.parts or name in read:
            continue
        read.add(name)
        try:
            if kind in _REPEATED:
                repeated |= dict.fromkeys(_repeated(package, name, kind, body, parts))
            else:
                objects += _notes(package.parts[name], kind, body)
        except ValueError:
            damaged.append(name)
    return (*objects, *repeated), damaged


def foreign_texts(package: Package, body: Body) -> Mapping[str, ForeignText]:
    """What a file carries along in other formats, by the digest that its object tells."""
    raws = [raw for raw in body.text.objects if raw.kind is ObjectKind.FOREIGN]
    if not raws:
        return {}
    targets = package.relationships(package.document).target_of
    named = (
        package.resolve(targets[part]) for raw in raws for part in raw.parts if part in targets
    )
    return {
        digest_of(package.parts[name]): ForeignText(package.content_type(name), package.parts[name])
        for name in dict.fromkeys(named)
        if name in package.parts
    }


def struck_outside(package: Package, body: Body) -> frozenset[str]:
    """The words of each stretch that is struck through in notes, headers and footers."""
    struck: frozenset[str] = frozenset()
    beside = dict.fromkeys(
        package.resolve(relation.target)
        for relation in package.relationships(package.document)
        if relation.kind in _KINDS
    )
    for name in beside:
        data = package.parts.get(name, b"")
        if _STRIKE in data.lower():
            try:
                struck |= struck_texts(parse(data), body.styles)
            except ValueError:
                continue  # it is told that the part is damaged
    return struck


def _settled(data: bytes, body: Body) -> tuple[Element, Sequence[Author]]:
    """A part as it reads, and who changed it; raises ValueError where it is damaged."""
    root = parse(data)
    clear_notes(root)
    etree.strip_attributes(root, STRUCK)
    if body.before is not None:
        take_out_struck(root, body.styles, body.before)
    authors = note_changes(root).authors
    accept(root)
    return root, authors


def _repeated(
    package: Package, name: str, kind: ObjectKind, body: Body, parts: ObjectParts
) -> Iterator[DocumentObject]:
    """A header or a footer; raises ValueError where it is damaged."""
    root, authors = _settled(package.parts[name], body)
    if text := box_text(root):
        said = (Fact(FactKind.TEXT, text),)
        yield DocumentObject(kind, said, authors=authors_in(root, authors))
    targets = package.relationships(name).target_of if rels_name(name) in package.parts else {}
    for drawing in each_drawing(root):
        shown = parts.shown(RawObject(*drawn(drawing)), package, targets)
        where = Fact(FactKind.FORM, shown.kind.value)
        yield replace(shown, kind=kind, facts=(where, *shown.facts), paragraph=None)


def _notes(data: bytes, kind: ObjectKind, body: Body) -> Iterator[DocumentObject]:
    """The notes of a part; raises ValueError where it is damaged."""
    root, authors = _settled(data, body)
    reference = qn(f"w:{_NOTES[kind]}Reference")
    for note in root.iterchildren(qn(f"w:{_NOTES[kind]}")):
        if note.get(qn("w:type")) in {None, "normal"}:  # the others draw the line above them
            place = body.text.references.get((reference, note.get(REFERENCES[reference]) or ""))
            said = (Fact(FactKind.TEXT, box_text(note)),)
            yield DocumentObject(kind, said, place, authors_in(note, authors))
