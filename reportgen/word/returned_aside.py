"""What stands beside the running text of a file: boxes, notes, headers, footers, pictures.

No section of the report lives there, so it is only said that something is there: whoever
compares it with the file that was sent out finds what a person put in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from reportgen.word.ns import qn
from reportgen.word.package import Package, Relationships, parse, rels_name
from reportgen.word.returned_text import TEXTUAL, text_of
from reportgen.word.revisions import accept

_P, _BOX, _FALLBACK = qn("w:p"), qn("w:txbxContent"), qn("mc:Fallback")
_CHARACTER, _KIND = qn("w:fldChar"), qn("w:fldCharType")


class AsideKind(StrEnum):
    """What it is."""

    BOX = "box"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnotes"
    ENDNOTE = "endnotes"
    PICTURE = "picture"


_PARTS = (AsideKind.HEADER, AsideKind.FOOTER, AsideKind.FOOTNOTE, AsideKind.ENDNOTE)


@dataclass(frozen=True, slots=True)
class Aside:
    """One thing beside the running text."""

    kind: AsideKind
    text: str
    """Its text without page numbers and the like; of a picture, the digest of its bytes."""


def read_aside(package: Package, accepted: etree._Element) -> tuple[tuple[Aside, ...], list[str]]:
    """Read it, each thing once; also the names of parts too damaged to be read.

    `accepted` is the main part with its tracked changes accepted.
    """
    found: dict[Aside, None] = {}
    damaged: list[str] = []
    for box in accepted.iter(_BOX):
        if next(box.iterancestors(_FALLBACK), None) is None:
            found[Aside(AsideKind.BOX, _text(box))] = None
    rels = Relationships(package.parts.get(rels_name(package.document)))
    for kind in _PARTS:
        for name in map(package.resolve, rels.targets(kind)):
            if name not in package.parts:
                continue
            try:
                root = parse(package.parts[name])
            except ValueError:
                damaged.append(name)
                continue
            accept(root)
            found[Aside(kind, _text(root))] = None
    for name in map(package.resolve, rels.targets("image")):
        if name in package.parts:
            digest = hashlib.sha256(package.parts[name]).hexdigest()
            found[Aside(AsideKind.PICTURE, digest)] = None
    return tuple(aside for aside in found if aside.text), damaged


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
