"""Styles that the program writes with, found whatever language Word was last in.

Word renames the ids of its own styles into the language of the program that saves the
file (``Heading1`` becomes ``Overskrift1`` in a Danish Word), and LibreOffice makes ids of
its own. The names stay: built-in ones are always English in the file, ours are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import parse, serialise

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

_REFERENCES = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link")
_NUMBERING_REFERENCES = (*_REFERENCES, "w:styleLink", "w:numStyleLink")


def style_ids(styles: etree._Element) -> Mapping[str, str]:
    """Map each id of `STYLE_NAMES` to the id that style has in this file.

    A style is found by its name, upper and lower case alike, else by its id; one that the
    file lacks is not in the answer.
    """
    by_name: dict[str, str] = {}
    ids: set[str] = set()
    for style in styles.iterchildren(qn("w:style")):
        style_id = style.get(qn("w:styleId")) or ""
        name = style.find(qn("w:name"))
        ids.add(style_id)
        if name is not None:
            by_name.setdefault((name.get(qn("w:val")) or "").casefold(), style_id)
    found: dict[str, str] = {}
    for ours, name_in_file in STYLE_NAMES.items():
        theirs = by_name.get(name_in_file.casefold()) or (ours if ours in ids else "")
        if theirs:
            found[ours] = theirs
    return found


def use_own_style_ids(package: Package) -> None:
    """Give the styles of a file the ids that the program writes, in every part.

    Does nothing to a file that has them already; call it on a template before anything
    is written into it, or on a returned file before its styles are looked at.
    """
    styles_part = package.related("styles")
    if styles_part is None or styles_part not in package.parts:
        return
    styles = parse(package.parts[styles_part])
    renamed = {theirs: ours for ours, theirs in style_ids(styles).items() if theirs != ours}
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
        root = styles if name == styles_part else parse(content)
        for reference in root.iter(*map(qn, _NUMBERING_REFERENCES)):
            value = reference.get(qn("w:val")) or ""
            reference.set(qn("w:val"), renamed.get(value, value))
        package.parts[name] = serialise(root)
