"""What the styles and lists of one file mean, whatever editor named and numbered them."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse
from reportgen.report.text import ListKind
from reportgen.word.elements.styles import STYLE_NAMES, StyleSheet

DEFAULT_STYLE = "Normal"
_VAL, _NUM_PR, _PPR = qn("w:val"), qn("w:numPr"), qn("w:pPr")
_KINDS = {
    "Punktliste": ListKind.BULLET,
    "ListBullet": ListKind.BULLET,
    "Nummerliste": ListKind.NUMBER,
    "ListNumber": ListKind.NUMBER,
}
# Their numbers count the sections and the points of the report; they are no lists.
_COUNTED = ("Heading", "TOC")
# Word's buttons for emphasis without saying how it looks.
_BOLD_STYLES = frozenset({"strong", "strong emphasis"})
_ITALIC_STYLES = frozenset({"emphasis"})
_UNNUMBERED = frozenset({"", "0"})


class Styles:
    """Styles of one file, asked by the ids that stand in its paragraphs and runs."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles = {
            style.get(qn("w:styleId")) or "": style
            for style in (() if styles is None else styles.iterchildren(qn("w:style")))
        }
        self._names = {
            style_id: _value(style, "w:name").casefold() for style_id, style in self._styles.items()
        }
        self._sheet = StyleSheet(styles)
        self._own = _own_ids(self._sheet, self._names)
        self._default = next(
            (
                style_id
                for style_id, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph"
                and style.get(qn("w:default")) in {"1", "true", "on"}
            ),
            DEFAULT_STYLE,
        )
        self._forms = {} if numbering is None else _forms(numbering)
        self._inherited: dict[str, ListKind] = {}

    @classmethod
    def of(cls, package: Package) -> Styles:
        """Read the styles and lists of a file; a part that is missing or damaged is empty."""

        def part(kind: str) -> etree._Element | None:
            name = package.related(kind)
            if name is None or name not in package.parts:
                return None
            try:
                return parse(package.parts[name])
            except ValueError:
                return None

        return cls(part("styles"), part("numbering"))

    def style(self, style_id: str) -> str:
        """The program's own id of a style; of any other, its name in small letters and digits.

        Editors rename ids and keep names, so this is the same in every file.
        """
        style_id = style_id or self._default
        if style_id in self._own:
            return self._own[style_id]
        if style_id in STYLE_NAMES and style_id not in self._styles:
            return style_id
        name = self._names.get(style_id) or style_id.casefold()
        return "".join(filter(str.isalnum, name))

    def kind(self, style_id: str, properties: etree._Element | None) -> ListKind:
        """The list that a paragraph is an entry of, by its style or its own numbering."""
        own = self.style(style_id)
        if own in _KINDS:
            return _KINDS[own]
        if own == "Punkt" or own.startswith(_COUNTED):
            return ListKind.NONE
        direct = None if properties is None else properties.find(_NUM_PR)
        if direct is not None and direct.find(qn("w:numId")) is not None:
            return self._form(direct)
        style_id = style_id or self._default
        if style_id not in self._inherited:
            self._inherited[style_id] = self._of_style(style_id)
        return self._inherited[style_id]

    def emphasis(self, style_id: str) -> tuple[bool, bool]:
        """Whether a character style is Word's own for bold, or for italic."""
        name = self._names.get(style_id, "")
        return name in _BOLD_STYLES, name in _ITALIC_STYLES

    def _of_style(self, style_id: str) -> ListKind:
        for style in self._sheet.ancestry(style_id):
            numbered = style.find(f"{_PPR}/{_NUM_PR}")
            if numbered is not None and numbered.find(qn("w:numId")) is not None:
                return self._form(numbered)
        return ListKind.NONE

    def _form(self, numbered: etree._Element) -> ListKind:
        number = _value(numbered, "w:numId")
        form = self._forms.get((number, _value(numbered, "w:ilvl") or "0"), "")
        if number in _UNNUMBERED or form in {"", "none"}:
            return ListKind.NONE
        return ListKind.BULLET if form == "bullet" else ListKind.NUMBER


def _own_ids(sheet: StyleSheet, names: Mapping[str, str]) -> Mapping[str, str]:
    """Style id of the file to the program's own, for every style that has one.

    LibreOffice may keep two of a name, one with a capital letter.
    """
    ours = {name.casefold(): own for own, name in STYLE_NAMES.items()}
    found = {style_id: ours[name] for style_id, name in names.items() if name in ours}
    return {**{theirs: own for own, theirs in sheet.own_ids().items()}, **found}


def _forms(numbering: etree._Element) -> dict[tuple[str, str], str]:
    """Form of the number at each list and level: ``bullet``, ``decimal`` and so on."""
    levels = {
        abstract.get(qn("w:abstractNumId")): {
            level.get(qn("w:ilvl")) or "0": _value(level, "w:numFmt") or "decimal"
            for level in abstract.iterchildren(qn("w:lvl"))
        }
        for abstract in numbering.iterchildren(qn("w:abstractNum"))
    }
    return {
        (num.get(qn("w:numId")) or "", level): form
        for num in numbering.iterchildren(qn("w:num"))
        for level, form in levels.get(_value(num, "w:abstractNumId"), {}).items()
    }


def _value(parent: etree._Element, tag: str) -> str:
    child = parent.find(qn(tag))
    return "" if child is None else child.get(_VAL) or ""
