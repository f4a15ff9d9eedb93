"""The running text of a file that came back: as accepted, as rejected, and who changed what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.hearing.model import Para
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.word.read.paragraphs import Story, Touched, read_story
from reportgen.word.read.styles import Styles
from reportgen.word.read.tracked import Changes, clear_notes, note_changes
from reportgen.word.read.untouched import Divided, Shelf
from reportgen.word.revisions.tags import CELLS, CONTENT, CONTROL_ENDS, CONTROL_STARTS
from reportgen.word.revisions.views import accept, is_revised, reject

_P = qn("w:p")
_AROUND = CONTENT | CELLS | CONTROL_STARTS | CONTROL_ENDS
"""Marks that, outside a paragraph, say something of whole paragraphs."""
_MOST_SHELVES = 8
"""Editors whose styles are remembered: each writes them in its own way."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the running text says."""

    accepted: Story
    rejected: Story | None
    """None where nothing is tracked, and both are the same."""
    changes: Changes
    root: etree._Element
    """The part with every tracked change accepted, without the paragraphs that nobody touched."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What a paragraph's look is read by, with the paragraphs read by it so far."""

    styles: Styles
    shelf: Shelf


class Stories:
    """Reads the running text of one file after the other."""

    def __init__(self) -> None:
        self._contexts: dict[tuple[bytes, ...], _Context] = {}

    def read(self, package: Package, targets: Mapping[str, str]) -> Told:
        """Read a file whose links lead to `targets`; raises ValueError where it is damaged."""
        xml = package.parts[package.document]
        context = self._context(package)
        divided = context.shelf.divide(xml, targets)
        if divided is not None:
            try:
                return _told(divided.xml, context.styles, targets, divided)
            except Touched:
                pass
        return read_whole(xml, context.styles, targets)

    def _context(self, package: Package) -> _Context:
        names = map(package.related, ("styles", "numbering"))
        key = tuple(package.parts.get(name or "", b"") for name in names)
        context = self._contexts.pop(key, None)
        if context is None:
            styles = Styles.of(package)

            def read(xml: bytes, targets: Mapping[str, str]) -> Sequence[Para]:
                return read_story(_root(xml), styles, targets).paragraphs

            context = _Context(styles, Shelf(read))
        self._contexts[key] = context
        if len(self._contexts) > _MOST_SHELVES:
            del self._contexts[next(iter(self._contexts))]
        return context


def read_whole(xml: bytes, styles: Styles, targets: Mapping[str, str]) -> Told:
    """Read every paragraph of a main part where it stands; raises ValueError if it is damaged."""
    return _told(xml, styles, targets, None)


def _told(xml: bytes, styles: Styles, targets: Mapping[str, str], divided: Divided | None) -> Told:
    root = _root(xml)
    rejected: Story | None = None
    if is_revised(root):
        if divided is not None and any(_is_around(mark) for mark in root.iter(*_AROUND)):
            raise Touched
        before = _root(xml)
        reject(before)
        rejected = read_story(before, styles, targets, divided=divided)
    changes = note_changes(root)
    accept(root)
    accepted = read_story(root, styles, targets, changes.authors, divided)
    return Told(accepted, rejected, changes, root)


def _root(xml: bytes) -> etree._Element:
    root = parse(xml)
    if root.find(qn("w:body")) is None:
        raise ValueError("no body")
    clear_notes(root)
    return root


def _is_around(mark: etree._Element) -> bool:
    return next(mark.iterancestors(_P), None) is None
