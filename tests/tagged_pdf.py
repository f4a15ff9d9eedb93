"""A judge of the published PDF: what PDF/UA-1 asks of tags, read with pikepdf.

The rules are those of ISO 14289-1 that a program can decide; each fault names the clause, and
the checkpoint of the Matterhorn Protocol (PDF Association, 1.1) that tests it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

STANDARD = frozenset(
    {
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"),
        *("Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
        *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    }
)
"""The structure types of ISO 32000-1, 14.8.4."""
CHILDREN = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
"""What may stand directly in some types (ISO 32000-1, tables 336 and 337)."""
PARENTS = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
}
SHOWING = frozenset(
    {
        *("Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE", "EI"),
        *("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"),
    }
)
"""Operators that put something on the page."""


@dataclass(eq=False, slots=True)
class Tag:
    """One element of the structure tree, by its standard type."""

    kind: str
    element: Any
    parent: Tag | None
    children: list[Tag] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Page's object number and content id of what it holds."""
    objects: list[int] = field(default_factory=list)
    """Object numbers of the annotations it holds."""

    def every(self) -> Iterator[Tag]:
        yield self
        for child in self.children:
            yield from child.every()

    def text(self, name: str) -> str:
        return str(self.element.get(name, ""))

    def attribute(self, name: str) -> Any:
        """An attribute object's value, whichever of several holds it."""
        held = self.element.get("/A", [])
        for one in [held] if isinstance(held, pikepdf.Dictionary) else held:
            if isinstance(one, pikepdf.Dictionary) and name in one:
                return one[name]
        return None


def read_tags(pdf: pikepdf.Pdf) -> Tag:
    """Read the structure tree; the root is a tag of no type."""
    tree = pdf.Root.StructTreeRoot
    roles = {str(k): str(v) for k, v in tree.get("/RoleMap", {}).items()}
    root = Tag("", tree, None)
    _read(tree.get("/K"), root, None, roles)
    return root


def _read(kids: Any, parent: Tag, page: Any, roles: dict[str, str]) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) and page is not None:
            parent.marks.append((page.objgen[0], kid))
        elif isinstance(kid, pikepdf.Dictionary):
            on = kid.get("/Pg", page)
            if "/S" in kid:
                tag = Tag(_standard(str(kid.S), roles), kid, parent)
                parent.children.append(tag)
                _read(kid.get("/K", pikepdf.Array()), tag, on, roles)
            elif kid.get("/Type") == "/OBJR":
                parent.objects.append(kid.Obj.objgen[0])
            elif "/MCID" in kid:
                parent.marks.append((on.objgen[0], int(kid.MCID)))


def _standard(kind: str, roles: dict[str, str]) -> str:
    seen: set[str] = set()
    while kind[1:] not in STANDARD and kind in roles and kind not in seen:
        seen.add(kind)
        kind = roles[kind]
    return kind[1:]


def faults(path: Path) -> list[str]:
    """Everything in the file that PDF/UA-1 does not allow, as far as is looked."""
    with pikepdf.open(path) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["7.1 (01-): the file is not tagged"]
        root = read_tags(pdf)
        return [
            *_whole(pdf),
            *_types(root),
            *_headings(root),
            *_figures(root),
            *_tables(root),
            *_content(pdf, root),
            *_annotations(pdf, root),
            *_parents(pdf, root),
            *_fonts(pdf),
            *_outline(pdf, root),
        ]


def _whole(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if pdf.is_encrypted:
        yield "7.16 (26-): the file is encrypted"
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "7.1 (01-): MarkInfo does not say that the file is tagged"
    if bool(root.get("/MarkInfo", {}).get("/Suspects", False)):
        yield "7.1 (04-): the tags are marked as suspect"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "7.1 (07-001): the title is not shown"
    if not str(root.get("/Lang", "")):
        yield "7.2 (11-): no language"
    with pdf.open_metadata() as said:
        if not said.get("dc:title"):
            yield "7.1 (06-003): the metadata have no title"
        if said.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
            yield "5 (06-002): the metadata do not say PDF/UA-1"
        if said.pdfa_status != "2B":
            yield "ISO 19005-2, 6.6.4: the metadata do not say PDF/A-2b"


def _types(root: Tag) -> Iterator[str]:
    """Clauses 7.1, 7.2, 7.5 and 7.6: types are known, and stand where they may."""
    for tag in root.every():
        kinds = {child.kind for child in tag.children}
        if tag is not root and tag.kind not in STANDARD:
            yield f"7.1 (02-001): {tag.kind} is no type of the standard"
        if strange := kinds - CHILDREN.get(tag.kind, kinds):
            yield f"7.2 (09-): {tag.kind} holds {', '.join(sorted(strange))}"
        if tag.kind == "LI" and [child.kind for child in tag.children] != ["Lbl", "LBody"]:
            yield "7.6 (16-): an entry of a list has no label and body"
        above = tag.parent.kind if tag.parent else ""
        if tag.kind in PARENTS and above not in PARENTS[tag.kind]:
            yield f"7.2 (09-): {tag.kind} stands in {above}"
        if tag is not root and not (tag.children or tag.marks or tag.objects):
            yield f"7.1: a {tag.kind} is empty"


def _headings(root: Tag) -> Iterator[str]:
    """Clause 7.4: no level is left out."""
    above = 0
    for tag in root.every():
        if len(tag.kind) == 2 and tag.kind[0] == "H" and tag.kind[1].isdigit():
            level = int(tag.kind[1])
            if level > above + 1:
                yield f"7.4.2 (14-003): H{level} after H{above}"
            above = level
    if not above:
        yield "7.4: no headings"


def _figures(root: Tag) -> Iterator[str]:
    for tag in root.every():
        if tag.kind == "Figure":
            if not (tag.text("/Alt").strip() or tag.text("/ActualText").strip()):
                yield "7.3 (13-004): a figure has no text"
            if tag.attribute("/BBox") is None:
                yield "ISO 32000-1, 14.8.5.4.3: a figure has no bounding box"


def _tables(root: Tag) -> Iterator[str]:
    """Clause 7.5: header cells say what they head, and every row has as many cells."""
    number = 0
    for table in root.every():
        if table.kind != "Table":
            continue
        number += 1
        rows = [tag for tag in table.every() if tag.kind == "TR"]
        widths = {sum(int(c.attribute("/ColSpan") or 1) for c in row.children) for row in rows}
        if len(widths) > 1:
            yield f"7.5 (15-): the rows of table {number} have {sorted(widths)} cells"
        if not rows or any(cell.kind != "TH" for cell in rows[0].children):
            yield f"7.5 (15-): table {number} has no header row"
        heads = [tag for tag in table.every() if tag.kind == "TH"]
        if any(str(head.attribute("/Scope")) not in {"/Column", "/Row", "/Both"} for head in heads):
            yield f"7.5 (15-003): a header cell of table {number} has no scope"


def _content(pdf: pikepdf.Pdf, root: Tag) -> Iterator[str]:
    """Clause 7.1: everything on the page is tagged, or an artifact, and none of it twice."""
    held = [mark for tag in root.every() for mark in tag.marks]
    if len(held) != len(set(held)):
        yield "7.1: some content is in the tags twice"
    shown: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        if "/StructParents" not in page.obj:
            yield f"7.1: page {number} has no place in the tree of parents"
        yield from _stream(page, number, shown)
    if shown - set(held):
        yield f"7.1 (01-005): marked content of no tag: {sorted(shown - set(held))[:5]}"
    if set(held) - shown:
        yield f"7.1: tags of content there is none of: {sorted(set(held) - shown)[:5]}"


def _stream(page: pikepdf.Page, number: int, shown: set[tuple[int, int]]) -> Iterator[str]:
    inside: list[str] = []
    loose: set[str] = set()
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            mark = "Artifact" if str(operands[0]) == "/Artifact" else ""
            held = operands[1] if name == "BDC" else None
            if isinstance(held, pikepdf.Dictionary) and "/MCID" in held:
                mark = "tagged"
                shown.add((page.obj.objgen[0], int(held.MCID)))
            if mark and {"Artifact", "tagged"} & set(inside) - {mark}:
                yield f"7.1 (01-001, 01-002): page {number} nests {mark} in {inside}"
            inside.append(mark)
        elif name == "EMC":
            inside.pop()
        elif name in SHOWING and not any(inside):
            loose.add(name)
    if loose:
        yield f"7.1 (01-005): page {number} shows what is neither tagged nor an artifact: {loose}"
    if inside:
        yield f"7.1: page {number} leaves marked content open"


def _annotations(pdf: pikepdf.Pdf, root: Tag) -> Iterator[str]:
    """Clause 7.18: links say where they lead, are tagged, and are reached in order."""
    linked = {number for tag in root.every() if tag.kind == "Link" for number in tag.objects}
    for tag in root.every():
        if tag.kind == "Link" and not tag.objects:
            yield "7.18.5: a Link leads nowhere"
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots", [])
        if len(annotations) and page.obj.get("/Tabs") != "/S":
            yield f"7.18.3 (28-008): page {number} is not tabbed through in the order of its tags"
        for annotation in annotations:
            if annotation.Subtype != "/Link":
                yield f"7.18: page {number} has an annotation of type {annotation.Subtype}"
            if not str(annotation.get("/Contents", "")).strip():
                yield f"7.18.5 (28-012): a link on page {number} does not say where it leads"
            if annotation.objgen[0] not in linked:
                yield f"7.18.5 (28-011): a link on page {number} is not tagged"
            if "/StructParent" not in annotation:
                yield f"7.18.1 (28-): a link on page {number} has no place in the tree of parents"


def _parents(pdf: pikepdf.Pdf, root: Tag) -> Iterator[str]:
    """ISO 32000-1, 14.7.4.4: the way from content back to its tag is the way there."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    named = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    pages = {page.obj.objgen[0]: named[int(page.obj.StructParents)] for page in pdf.pages}
    annotations = {a.objgen[0]: a for page in pdf.pages for a in page.obj.get("/Annots", [])}
    for tag in root.every():
        own = tag.element.objgen
        if any(pages[page][number].objgen != own for page, number in tag.marks):
            yield f"the tree of parents leads from content to another tag than its {tag.kind}"
        for number in tag.objects:
            if named[int(annotations[number].StructParent)].objgen != own:
                yield f"the tree of parents leads from a link to another tag than its {tag.kind}"
    held = [number for tag in root.every() for number in tag.objects]
    if len(held) != len(set(held)):
        yield "an annotation is in the tags twice"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Clause 7.21: fonts are in the file, and their letters can be told."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        name, kind = str(item.get("/BaseFont", "")), item.get("/Subtype")
        if kind in {"/CIDFontType0", "/CIDFontType2"}:
            continue
        inner = item.DescendantFonts[0] if kind == "/Type0" else item
        described = inner.get("/FontDescriptor", {})
        if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"7.21.4 (31-009): {name} is not in the file"
        if "/ToUnicode" not in item:
            yield f"7.21.7 (31-027): the letters of {name} cannot be told"


def _outline(pdf: pikepdf.Pdf, root: Tag) -> Iterator[str]:
    with pdf.open_outline() as outline:
        waiting, count = list(outline.root), 0
        while waiting:
            item = waiting.pop()
            count += 1
            waiting += item.children
    headings = sum(1 for tag in root.every() if tag.kind in {"H1", "H2", "H3"})
    if count != headings:
        yield f"7.17: {count} bookmarks for {headings} headings"
