"""The styles of a file: what they inherit, and those that the program writes with.

Word renames the ids of its own styles into the language of the program that saves the
file (``Heading1`` becomes ``Overskrift1`` in a Danish Word), and LibreOffice makes ids of
its own. The names stay: built-in ones are always English in the file, ours are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.problems import limits
from reportgen.word.elements.values import VAL, is_true, value

STYLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Normal": "Normal",
        **{f"Heading{level}": f"heading {level}" for level in (1, 2, 3)},
        "Title": "Title",
        "Subtitle": "Subtitle",
        "TOCHeading": "TOC Heading",
        **{f"TOC{level}": f"toc {level}" for level in (1, 2, 3)},
        "Header": "header",
        "Footer": "footer",
        "Hyperlink": "Hyperlink",
        "CommentReference": "annotation reference",
        "CommentText": "annotation text",
        "Punktliste": "Punktliste",
        "Nummerliste": "Nummerliste",
        "Punkt": "Punkt",
        "Punkttekst": "Punkttekst",
        "Kildelinje": "Kildelinje",
        "Tomtafsnit": "Tomt afsnit",
        "Mellemrubrik": "Mellemrubrik",
        "Billedtekst": "caption",
        "Tabelhoved": "Tabelhoved",
        "Tabeltekst": "Tabeltekst",
        "Tabeltal": "Tabeltal",
        "Diagram": "Diagram",
        "Rapporttabel": "Rapporttabel",
    }
)
"""Style id that the program writes, to the name the style has in the file."""

LIST_STYLES = ("Punkt", "Punktliste", "Nummerliste")
"""Styles that have to be linked to a list, since the program begins new ones of it."""

_RUN_DEFAULTS = "w:docDefaults/w:rPrDefault/w:rPr"
_SPACING_DEFAULTS = "w:docDefaults/w:pPrDefault/w:pPr/w:spacing"
_REFERENCES = (
    *("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link"),
    *("w:styleLink", "w:numStyleLink"),  # of lists
)


class StyleSheet:
    """The styles of one file by their ids, and what each inherits (ECMA-376 part 1, 17.7)."""

    def __init__(self, root: Element | None) -> None:
        """Read `w:styles`, or nothing."""
        self._styles = [] if root is None else list(root.iterchildren(qn("w:style")))
        self._by_id = {style.get(qn("w:styleId")) or "": style for style in self._styles}
        self.run_defaults = None if root is None else root.find(qn(_RUN_DEFAULTS))
        """Properties of runs where no style says otherwise."""
        spacing = None if root is None else root.find(qn(_SPACING_DEFAULTS))
        self.spacing_defaults = () if spacing is None else (spacing,)
        """How lines are set, and the air round them, where no style says otherwise."""
        self.default = next((i for i, e in self._by_id.items() if _is_default(e)), "")
        """Id of the style of paragraphs that name none; empty where the file has none."""

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __contains__(self, style_id: str) -> bool:
        return style_id in self._by_id

    def name(self, style_id: str) -> str:
        """Name of a style as it is in the file; empty where there is none."""
        return value(self._by_id.get(style_id), "w:name")

    def ancestry(self, style_id: str) -> Iterator[Element]:
        """A style and those it is based on, nearest first; a circle ends where it closes.

        Nothing is inherited from further than `limits.DEEPEST_STYLE`.
        """
        seen: set[str] = set()
        while (
            style_id in self._by_id and style_id not in seen and len(seen) <= limits.DEEPEST_STYLE
        ):
            seen.add(style_id)
            yield self._by_id[style_id]
            style_id = value(self._by_id[style_id], "w:basedOn")

    def inherited(self, style_id: str, path: str) -> Iterator[Element]:
        """What `path`, as ``w:pPr/w:ind``, leads to in a style and its ancestors, nearest first."""
        elements = (style.find(qn(path)) for style in self.ancestry(style_id))
        return (element for element in elements if element is not None)

    def shades(self) -> Iterator[Element]:
        """Every shading that a style of tables gives."""
        for style in self._styles:
            if style.get(qn("w:type")) == "table":
                yield from style.iter(qn("w:shd"))

    def own_ids(self) -> Mapping[str, str]:
        """Map each id of `STYLE_NAMES` to the id that style has in this file.

        A style is found by its name, upper and lower case alike, else by its id; one that
        the file lacks is not in the answer.
        """
        by_name: dict[str, str] = {}
        for style in self._styles:
            if style.find(qn("w:name")) is not None:
                style_id = style.get(qn("w:styleId")) or ""
                by_name.setdefault(value(style, "w:name").casefold(), style_id)
        own_ids: dict[str, str] = {}
        for ours, name_in_file in STYLE_NAMES.items():
            theirs = by_name.get(name_in_file.casefold()) or (ours if ours in self else "")
            if theirs:
                own_ids[ours] = theirs
        return own_ids


def _is_default(style: Element) -> bool:
    return style.get(qn("w:type")) == "paragraph" and is_true(
        style.get(qn("w:default")), otherwise=False
    )


def use_own_style_ids(package: Package) -> None:
    """Give the styles of a file the ids that the program writes, in every part.

    Does nothing to a file that has them already; call it on a template before anything
    is written into it, or on a returned file before its styles are looked at.
    """
    styles_part, styles = package.related("styles"), package.related_xml("styles")
    if styles is None:
        return
    own_ids = StyleSheet(styles).own_ids()
    renamed = {theirs: ours for ours, theirs in own_ids.items() if theirs != ours}
    if not renamed:
        return
    # An id we are about to give may be held by a stranger of another name.
    for style in styles.iterchildren(qn("w:style")):
        held = style.get(qn("w:styleId")) or ""
        if held in renamed.values() and held not in renamed:
            renamed[held] = f"{held}-fremmed"
    for style in styles.iterchildren(qn("w:style")):
        held = style.get(qn("w:styleId")) or ""
        style.set(qn("w:styleId"), renamed.get(held, held))
    for name, content in list(package.parts.items()):
        if not name.endswith(".xml") or b"wordprocessingml" not in content:
            continue
        root = styles if name == styles_part else package.xml(name)
        for reference in root.iter(*map(qn, _REFERENCES)):
            style_id = reference.get(VAL) or ""
            reference.set(VAL, renamed.get(style_id, style_id))
        package.set_xml(name, root)
