"""An agenda that the program made: whether it is as it was made, and what its paragraphs are."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.opc.container import Refused
from reportgen.opc.namespaces import qn
from reportgen.opc.package import BadPackage, Package
from reportgen.opc.xml import Element
from reportgen.report.outline import AgendaMade, Role
from reportgen.word.elements.agenda import LABELS, AgendaFile, agenda_of
from reportgen.word.elements.identity import anchor, original_name
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.values import value

_P, _BOOKMARK, _NAME = qn("w:p"), qn("w:bookmarkStart"), qn("w:name")
_ROLES: Mapping[str, Role] = {
    name.casefold(): role for name, role in zip(LABELS, (Role.DECISION, Role.TASK), strict=True)
}


def read_agenda_file(data: bytes) -> AgendaFile:
    """What the file says of itself; one that cannot be read is nobody's but its owner's."""
    try:
        return agenda_of(Package.open(data, "")) or AgendaFile()
    except (BadPackage, Refused, ValueError, KeyError):
        return AgendaFile()


class WrittenAgenda:
    """What the paragraphs of a file are by its marks and styles; nothing in a file of others."""

    def __init__(self, package: Package, root: Element, styles: StyleSheet) -> None:
        """Look for what the file says of itself, and for marks in its main part."""
        self._styles = styles
        self._roles: dict[str, Role | None] = {}
        self._items = _marked(root)
        said = agenda_of(package)
        self.made: AgendaMade | None = None
        """The agenda that the file was made as; none where it is none of ours."""
        if said is not None or self._items:
            self.made = AgendaMade(tuple(said.titles) if said else ())

    def items(self, paragraph: Element) -> tuple[int, ...]:
        """The items of the agenda whose marks stand in a paragraph."""
        return tuple(self._items.get(paragraph, ()))

    def role(self, style: str) -> Role | None:
        """What a paragraph is by its style, or by one that this is made from."""
        if self.made is None:
            return None
        if style not in self._roles:
            names = (value(each, "w:name").casefold() for each in self._styles.ancestry(style))
            self._roles[style] = next((_ROLES[name] for name in names if name in _ROLES), None)
        return self._roles[style]


def _marked(root: Element) -> Mapping[Element, list[int]]:
    """The paragraphs that marks of an agenda's items stand in, copies of marks included.

    A mark may also stand between paragraphs, just before its own.
    """
    found: dict[Element, list[int]] = {}
    waiting: list[int] = []
    for element in root.iter(_P, _BOOKMARK):
        if element.tag == _P:
            if waiting:
                found[element], waiting = waiting, []
            continue
        marked = anchor(original_name(element.get(_NAME) or ""))
        if not marked or not marked.item:
            continue
        paragraph = next(element.iterancestors(_P), None)
        own = waiting if paragraph is None else found.setdefault(paragraph, [])
        own.append(marked.item)
    return found
