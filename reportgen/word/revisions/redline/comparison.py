"""A version with every change since another one tracked in it.

The document is the newer version's own, with its charts, numbering and headers; what it
has more than the older one is marked as inserted, and what the older one had as deleted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from reportgen.hearing.comparing.elements import Embedded
from reportgen.hearing.redline_plan import Plan
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.word.elements.headings import paragraphs as paragraphs_of
from reportgen.word.elements.identity import forget_identity, set_core
from reportgen.word.revisions.content import remove
from reportgen.word.revisions.redline.document import redline
from reportgen.word.revisions.redline.marks import add_text
from reportgen.word.revisions.revision import DELETED_TAGS, DELETED_TEXT

_P, _P_PR, _R, _R_PR = qn("w:p"), qn("w:pPr"), qn("w:r"), qn("w:rPr")
_INS, _DEL = qn("w:ins"), qn("w:del")
_REFERENCE = qn("w:commentReference")
_RANGES = (qn("w:commentRangeStart"), qn("w:commentRangeEnd"))
_PAIRS = (
    ("w:ins", "w:del"),
    ("w:moveFrom", "w:moveTo"),
    ("w:moveFromRangeStart", "w:moveToRangeStart"),
    ("w:moveFromRangeEnd", "w:moveToRangeEnd"),
)
_OTHER: Mapping[str, str] = MappingProxyType(
    {qn(a): qn(b) for pair in _PAIRS for a, b in (pair, pair[::-1])}
)
_KEPT = frozenset({_R_PR, qn("w:sectPr")})
_FIRST = (_INS, _DEL, qn("w:moveFrom"), qn("w:moveTo"))
_CHART, _PICTURE, _DESCRIBED = qn("c:chart"), qn("a:blip"), qn("wp:docPr")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the document says of itself."""

    title: str
    label: str
    """What stands at the top of each page, under the header it had."""
    author: str
    date: dt.date


def write_comparison(newer: bytes, back: Plan, about: Comparison) -> bytes:
    """Write the document; `back` is the plan that leads from `newer` to the older version.

    Accepting every change gives `newer` again, and rejecting them what `back` leads to.
    Comments of `newer` are left out: they are for those who work in it. The file says no
    more which version it is, so that nobody's edits are looked for in it. The same
    arguments always give the same bytes. Raises `PlanDoesNotFit` for a plan that is
    not one for `newer`, and `BadPackage` where that is no Word file.
    """
    package = Package.open(redline(_without_comments(newer), back), "")
    root = package.xml(package.document)
    invert_changes(root)
    _keep_ends_of_pictures(root)
    package.set_xml(package.document, root)
    _label(package, about.label)
    forget_identity(package)
    set_core(package, title=about.title, author=about.author, subject=about.label, date=about.date)
    return package.save()


def embedded_parts(document: bytes) -> Mapping[int, Embedded]:
    """What stands in the paragraphs beside text, by their number; most hold nothing.

    Raises `BadPackage` for what is no Word file.
    """
    package = Package.open(document, "")
    targets: dict[str | None, str] = {
        rel.id: package.resolve(rel.target)
        for rel in package.relationships(package.document)
        if not rel.external
    }
    embedded: dict[int, Embedded] = {}
    for number, paragraph in enumerate(paragraphs_of(package.xml(package.document))):
        names = [e.get(qn("r:id")) for e in paragraph.iter(_CHART)]
        names += [e.get(qn("r:embed")) for e in paragraph.iter(_PICTURE)]
        shown = next(paragraph.iter(_DESCRIBED), None)
        ends = paragraph.find(f"{_P_PR}/{qn('w:sectPr')}") is not None
        if shown is not None or ends:
            description = "" if shown is None else shown.get("descr") or " "
            parts = (package.parts.get(targets.get(name, ""), b"") for name in names)
            embedded[number] = Embedded(description, tuple(parts), ends)
    return embedded


def _without_comments(document: bytes) -> bytes:
    package = Package.open(document, "")
    root = package.xml(package.document)
    runs = [reference.getparent() for reference in root.iter(_REFERENCE)]
    for mark in [*root.iter(*_RANGES), *(run for run in runs if run is not None)]:
        remove(mark)
    package.set_xml(package.document, root)
    for kind in ("comments", "commentsExtended"):
        name = package.related(kind)
        if name is not None and name in package.parts:
            held = package.xml(name)
            del held[:]
            package.set_xml(name, held)
    return package.save()


def _keep_ends_of_pictures(root: Element) -> None:
    """Leave the end of a new picture's paragraph be, and track the picture alone.

    LibreOffice rejects the end and not the picture, and gives what follows its look.
    """
    for picture in root.iter(qn("w:drawing")):
        paragraph = next(picture.iterancestors(_P), None)
        marks = None if paragraph is None else paragraph.find(f"{_P_PR}/{qn('w:rPr')}")
        if marks is not None and (mark := marks.find(_INS)) is not None:
            marks.remove(mark)


def _label(package: Package, label: str) -> None:
    """Add a line to each header that has text."""
    headers = package.relationships(package.document).targets("header")
    for name in sorted({package.resolve(target) for target in headers}):
        root = package.xml(name)
        lines = [p for p in root.iterchildren(_P) if "".join(str(t) for t in p.itertext()).strip()]
        if not lines:
            continue
        line = etree.Element(_P)
        if (like := lines[-1].find(_P_PR)) is not None:
            line.append(deepcopy(like))
        add_text(etree.SubElement(line, _R), label)
        lines[-1].addnext(line)
        package.set_xml(name, root)


def invert_changes(root: Element) -> None:
    """Turn every tracked change of a part round, in place.

    What was inserted is deleted then, and the reverse, so accepting all of them gives what
    rejecting them gave. The changes are those that `redline` writes: none is inside another.

    >>> def changed(tag: str, text: str) -> str:
    ...     return f'<w:{tag} w:author="A"><w:r><w:t>{text}</w:t></w:r></w:{tag}>'
    >>> root = etree.fromstring(
    ...     f'<w:p xmlns:w="{qn("w:x")[1:-2]}">{changed("ins", "nyt")}'
    ...     f'{changed("del", "gammelt").replace("w:t>", "w:delText>")}</w:p>'
    ... )
    >>> invert_changes(root)
    >>> [(etree.QName(e).localname, e.text) for e in root.iter() if e.text or e.get(qn("w:author"))]
    [('del', None), ('delText', 'nyt'), ('ins', None), ('t', 'gammelt')]
    """
    for element in root.iter(*_OTHER):
        element.tag = _OTHER[str(element.tag)]
    for change in root.iter(_INS, _DEL):
        words = DELETED_TAGS if change.tag == _DEL else DELETED_TEXT
        for written in change.iter(*words):
            written.tag = words[str(written.tag)]
    for change in list(root.iter(qn("w:rPrChange"), qn("w:pPrChange"))):
        _exchange_properties(change)
    for properties in root.iter(_P_PR):
        mark = properties.find(_R_PR)
        if mark is not None:
            _sort_marks(mark)


def _exchange_properties(change: Element) -> None:
    """Let properties and what they are said to have been change places."""
    now, then = change.getparent(), change[0]
    if now is None:
        return
    held = [child for child in now if child is not change and child.tag not in _KEPT]
    if now.tag == _R_PR:
        held = [child for child in held if child.tag not in _FIRST]
    was = list(then)
    at = now.index(held[0]) if held else now.index(change)
    for child in held:
        now.remove(child)
    if now.tag == _P_PR:
        at = 0
    now[at:at] = was
    then.extend(held)


def _sort_marks(mark: Element) -> None:
    """Put the changes of a paragraph's mark in the order the schema wants."""
    changes = sorted((c for c in mark if c.tag in _FIRST), key=lambda c: _FIRST.index(str(c.tag)))
    for place, change in enumerate(changes):
        mark.insert(place, change)
