"""A version with every change since another one tracked in it.

The document is the newer version's own, with its charts, numbering and headers; what it
has more than the older one is marked as inserted, and what the older one had as deleted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reportgen.hearing.comparing.elements import Embedded
from reportgen.hearing.redline_plan import Plan
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package, Relationships, rels_name
from reportgen.opc.xml import parse, serialise
from reportgen.word.elements.headings import paragraphs as paragraphs_of
from reportgen.word.elements.identity import forget_identity, set_core
from reportgen.word.revisions.redline.document import redline
from reportgen.word.revisions.redline.marks import add_text
from reportgen.word.revisions.redline.mirror import mirror

_P, _P_PR, _R = qn("w:p"), qn("w:pPr"), qn("w:r")
_REFERENCE = qn("w:commentReference")
_RANGES = (qn("w:commentRangeStart"), qn("w:commentRangeEnd"))
_CHART, _PICTURE, _DESCRIBED = qn("c:chart"), qn("a:blip"), qn("wp:docPr")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the document says of itself."""

    title: str
    label: str
    """What stands at the top of each page, under the header it had."""
    author: str
    date: dt.date


def write_comparison(newer: bytes, back: Plan, said: Comparison) -> bytes:
    """Write the document; `back` is the plan that leads from `newer` to the older version.

    Accepting every change gives `newer` again, and rejecting them what `back` leads to.
    Comments of `newer` are left out: they are for those who work in it. The file says no
    more which version it is, so that nobody's edits are looked for in it. The same
    arguments always give the same bytes. Raises `PlanDoesNotFit` for a plan that is
    not one for `newer`, and `BadPackage` where that is no Word file.
    """
    package = Package.open(redline(_without_comments(newer), back), "")
    root = parse(package.parts[package.document])
    mirror(root)
    _keep_ends_of_pictures(root)
    package.parts[package.document] = serialise(root)
    _label(package, said.label)
    forget_identity(package)
    set_core(package, title=said.title, author=said.author, subject=said.label, date=said.date)
    return package.save()


def embedded_parts(document: bytes) -> Mapping[int, Embedded]:
    """What stands in the paragraphs beside text, by their number; most hold nothing.

    Raises `BadPackage` for what is no Word file.
    """
    package = Package.open(document, "")
    targets = {
        rel.get("Id"): package.resolve(rel.get("Target") or "")
        for rel in Relationships(package.parts.get(rels_name(package.document))).root
        if rel.get("TargetMode") != "External"
    }
    found: dict[int, Embedded] = {}
    for number, paragraph in enumerate(paragraphs_of(parse(package.parts[package.document]))):
        names = [e.get(qn("r:id")) for e in paragraph.iter(_CHART)]
        names += [e.get(qn("r:embed")) for e in paragraph.iter(_PICTURE)]
        shown = next(paragraph.iter(_DESCRIBED), None)
        ends = paragraph.find(f"{_P_PR}/{qn('w:sectPr')}") is not None
        if shown is not None or ends:
            said = "" if shown is None else shown.get("descr") or " "
            parts = (package.parts.get(targets.get(name, ""), b"") for name in names)
            found[number] = Embedded(said, tuple(parts), ends)
    return found


def _without_comments(document: bytes) -> bytes:
    package = Package.open(document, "")
    root = parse(package.parts[package.document])
    runs = [reference.getparent() for reference in root.iter(_REFERENCE)]
    for mark in [*root.iter(*_RANGES), *(run for run in runs if run is not None)]:
        if (parent := mark.getparent()) is not None:
            parent.remove(mark)
    package.parts[package.document] = serialise(root)
    for kind in ("comments", "commentsExtended"):
        name = package.related(kind)
        if name is not None and name in package.parts:
            held = parse(package.parts[name])
            for comment in list(held):
                held.remove(comment)
            package.parts[name] = serialise(held)
    return package.save()


def _keep_ends_of_pictures(root: etree._Element) -> None:
    """Leave the end of a new picture's paragraph be, and track the picture alone.

    LibreOffice rejects the end and not the picture, and gives what follows its look.
    """
    for picture in root.iter(qn("w:drawing")):
        paragraph = next(picture.iterancestors(_P), None)
        marks = None if paragraph is None else paragraph.find(f"{_P_PR}/{qn('w:rPr')}")
        if marks is not None and (mark := marks.find(qn("w:ins"))) is not None:
            marks.remove(mark)


def _label(package: Package, label: str) -> None:
    """Add a line to each header that has text."""
    rels = Relationships(package.parts.get(rels_name(package.document)))
    for name in sorted({package.resolve(target) for target in rels.targets("header")}):
        root = parse(package.parts[name])
        lines = [p for p in root.iterchildren(_P) if "".join(str(t) for t in p.itertext()).strip()]
        if not lines:
            continue
        made = etree.Element(_P)
        if (like := lines[-1].find(_P_PR)) is not None:
            made.append(deepcopy(like))
        add_text(etree.SubElement(made, _R), label)
        lines[-1].addnext(made)
        package.parts[name] = serialise(root)
