"""What the styles and lists of one file mean, whatever editor named and numbered them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.report.wording.text import ListKind
from reportgen.word.elements.numbering import numbered_lists
from reportgen.word.elements.styles import STYLE_NAMES, StyleSheet
from reportgen.word.elements.values import VAL, is_on, is_true, value
from reportgen.word.read.looks import LookReader

_DEFAULT_STYLE = "Normal"
_KINDS = {"Punktliste": ListKind.BULLET, "Nummerliste": ListKind.NUMBER}
# Their numbers count the sections and the points of the report; they are no lists.
_COUNTED = ("Heading", "TOC")
# Word's buttons for emphasis without saying how it looks.
_BOLD_STYLES = frozenset({"strong", "strong emphasis"})
_ITALIC_STYLES = frozenset({"emphasis"})
_UNNUMBERED = frozenset({"", "0"})


class StyleReader:
    """Styles of one file, asked by the ids that stand in its paragraphs and runs."""

    def __init__(self, package: Package) -> None:
        """Read the styles and lists of a file; a part that is missing or damaged is empty."""
        names = map(package.related, ("styles", "numbering"))
        styles, numbering = (package.sound_xml(name or "") for name in names)
        self._sheet = StyleSheet(styles)
        self._names = {style_id: self._sheet.name(style_id).casefold() for style_id in self._sheet}
        self._own = _own_ids(self._sheet, self._names)
        self._default = self._sheet.default or _DEFAULT_STYLE
        self._forms = {} if numbering is None else _forms(numbering)
        self._inherited: dict[str, ListKind] = {}
        self.looks = LookReader(self._sheet)
        self.striking = frozenset(s for s in self._sheet if self._strikes(s))
        """Styles that strike their text through."""

    def style(self, style_id: str) -> str:
        """The program's own id of a style; of any other, its name in small letters and digits.

        Editors rename ids and keep names, so this is the same in every file.
        """
        style_id = style_id or self._default
        if style_id in self._own:
            return self._own[style_id]
        if style_id in STYLE_NAMES and style_id not in self._sheet:
            return style_id
        name = self._names.get(style_id) or style_id.casefold()
        return "".join(filter(str.isalnum, name))

    def kind(self, style_id: str, properties: Element | None) -> ListKind:
        """The list that a paragraph is an entry of, by its style or its own numbering."""
        own = self.style(style_id)
        number = value(properties, "w:numPr/w:numId")
        if own in _KINDS:
            # Somebody may have taken the paragraph out of the list that its style is in.
            return ListKind.NONE if number == "0" else _KINDS[own]
        if own == "Punkt" or own.startswith(_COUNTED):
            return ListKind.NONE
        if number:
            return self._form(number, value(properties, "w:numPr/w:ilvl", "0"))
        style_id = style_id or self._default
        if style_id not in self._inherited:
            self._inherited[style_id] = self._of_style(style_id)
        return self._inherited[style_id]

    def emphasis(self, style_id: str) -> tuple[bool, bool]:
        """Whether a character style is Word's own for bold, or for italic."""
        name = self._names.get(style_id, "")
        return name in _BOLD_STYLES, name in _ITALIC_STYLES

    def paragraph_style(self, properties: Element | None) -> str:
        """Id of the style of a paragraph with these properties."""
        return value(properties, "w:pStyle") or self._default

    def is_struck(self, style_id: str, properties: Element | None) -> bool:
        """Whether a run of a paragraph in that style is struck through, once or twice."""
        run_style = value(properties, "w:rStyle")
        inherited = run_style in self.striking or style_id in self.striking
        once = is_on(properties, "w:strike", otherwise=inherited)
        return once or is_on(properties, "w:dstrike")

    def _strikes(self, style_id: str) -> bool:
        paths = ("w:rPr/w:strike", "w:rPr/w:dstrike")
        said = (next(self._sheet.inherited(style_id, path), None) for path in paths)
        return any(element is not None and is_true(element.get(VAL)) for element in said)

    def _of_style(self, style_id: str) -> ListKind:
        """The list of a style: that of the nearest ancestor which says one."""
        for numbered in self._sheet.inherited(style_id, "w:pPr/w:numPr"):
            if number := value(numbered, "w:numId"):
                return self._form(number, value(numbered, "w:ilvl", "0"))
        return ListKind.NONE

    def _form(self, number: str, level: str) -> ListKind:
        form = self._forms.get((number, level), "")
        if number in _UNNUMBERED or form in {"", "none"}:
            return ListKind.NONE
        return ListKind.BULLET if form == "bullet" else ListKind.NUMBER


def _own_ids(sheet: StyleSheet, names: Mapping[str, str]) -> Mapping[str, str]:
    """Style id of the file to the program's own, for every style that has one.

    LibreOffice may keep two of a name, one with a capital letter.
    """
    ours = {name.casefold(): own for own, name in STYLE_NAMES.items()}
    named = {style_id: ours[name] for style_id, name in names.items() if name in ours}
    return {theirs: own for own, theirs in sheet.own_ids().items()} | named


def _forms(numbering: Element) -> dict[tuple[str, str], str]:
    """Form of the number at each list and level: ``bullet``, ``decimal`` and so on."""
    return {
        (listed.num_id, level.get(qn("w:ilvl")) or "0"): value(level, "w:numFmt", "decimal")
        for listed in numbered_lists(numbering)
        for level in listed.levels
    }
