"""What LibreOffice leaves undone in a tagged PDF, done.

Measured with LibreOffice 7.4 against ISO 14289-1 (PDF/UA-1): a chart's alternative text is
dropped when a Word file is opened, labels of lists have no tag (7.6, see `lists`), the lines
round paragraphs and cells are neither tagged nor artifacts (7.1), a link that holds a tab comes
out as several tags of one annotation (7.18.5), and the tab order is written as a string where a
name is meant (7.18.3). A version of LibreOffice that does one of these itself is left to it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.pdf.lists import Content, label_lists

if TYPE_CHECKING:
    import pikepdf

_BEGIN = frozenset({"BMC", "BDC"})
_TEXT = frozenset({"Tj", "TJ"})
_PATH = frozenset({"m", "re"})
"""Operators that begin a path, and below those that end one (ISO 32000-1, 8.5)."""
_ENDS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})


@dataclass(frozen=True, slots=True)
class Tagged:
    """A PDF whose tags were gone over."""

    pdf: bytes
    has_texts: bool
    """Whether every figure has its text; False where figures and texts did not match."""


def with_sound_tags(pdf: bytes, texts: Sequence[str]) -> Tagged:
    """Mend the tags of a PDF of LibreOffice's, and give each figure its text of `texts`.

    `texts` are in the order of the document; a figure that has a text keeps it. Nothing is
    changed of what is seen. Raises `pikepdf.PdfError` for what is no PDF.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        tags = list(_tags(document.Root.get("/StructTreeRoot")))
        has_texts = _describe([tag for tag in tags if tag.S == "/Figure"], texts)
        _join_links(tags, document.Root.get("/StructTreeRoot"))
        shown: dict[Content, int] = {}
        for page in document.pages:
            if "/Tabs" in page.obj:
                page.obj.Tabs = pikepdf.Name.S
            shown |= _set_lines_apart(document, page)
        label_lists(document, tags, shown)
        saved = io.BytesIO()
        document.save(saved, deterministic_id=True)
    return Tagged(saved.getvalue(), has_texts)


def _tags(root: Any) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""
    import pikepdf

    waiting = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting += reversed(list(element))
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                yield element
            waiting.append(element.get("/K"))


def _describe(figures: Sequence[Any], texts: Sequence[str]) -> bool:
    if len(figures) != len(texts):
        return not figures
    for figure, text in zip(figures, texts, strict=True):
        if "/Alt" not in figure and "/ActualText" not in figure:
            figure.Alt = text
    return True


def _join_links(tags: Sequence[Any], tree: Any) -> None:
    """Make one tag of neighbouring links that hold the same annotation."""
    import pikepdf

    joined: dict[tuple[int, int], Any] = {}
    for tag in tags:
        held = tag.get("/K")
        if not isinstance(held, pikepdf.Array):
            continue
        kept: list[Any] = []
        for child in held:
            annotation = _annotation(child)
            if annotation is None or not kept or annotation != _annotation(kept[-1]):
                kept.append(child)
                continue
            # What each of them shows comes first, and the annotation they share once.
            *shown, shared = kept[-1].K
            kept[-1].K = pikepdf.Array([*shown, *list(child.K)[:-1], shared])
            joined[child.objgen] = kept[-1]
        if len(kept) < len(held):
            tag.K = pikepdf.Array(kept)
    if joined:
        _follow(tree, joined)


def _annotation(tag: Any) -> tuple[int, int] | None:
    """Number of the annotation that a link holds last, after what it shows."""
    import pikepdf

    if not isinstance(tag, pikepdf.Dictionary) or tag.get("/S") != "/Link":
        return None
    held = tag.get("/K")
    last = held[-1] if isinstance(held, pikepdf.Array) and len(held) else None
    if not isinstance(last, pikepdf.Dictionary) or last.get("/Type") != "/OBJR":
        return None
    number: tuple[int, int] = last.Obj.objgen
    return number


def _follow(tree: Any, joined: Mapping[tuple[int, int], Any]) -> None:
    """Let the tree of parents (ISO 32000-1, 14.7.4.4) name the tags that are left."""
    import pikepdf

    parents = tree.get("/ParentTree", {}).get("/Nums", [])
    for place in range(1, len(parents), 2):
        named = parents[place]
        if isinstance(named, pikepdf.Array):
            for number, one in enumerate(named):
                if isinstance(one, pikepdf.Dictionary) and one.objgen in joined:
                    named[number] = joined[one.objgen]
        elif named.objgen in joined:
            parents[place] = joined[named.objgen]


def _set_lines_apart(document: pikepdf.Pdf, page: pikepdf.Page) -> dict[Content, int]:
    """Make artifacts of the lines and areas that are drawn outside of every tag.

    Returns how many signs each marked content of the page shows.
    """
    import pikepdf

    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    written: list[Any] = []
    depth, drawing, is_changed = 0, False, False
    shown: dict[Content, int] = {}
    content: Content | None = None
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        depth += (name in _BEGIN) - (name == "EMC")
        if name == "BDC" and "/MCID" in (held := instruction.operands[1]):
            content = int(page.obj.objgen[0]), int(held["/MCID"])
        elif name in _TEXT and content is not None:
            shown[content] = shown.get(content, 0) + _signs(instruction.operands)
        if name in _PATH and not depth and not drawing:
            written.append(begin)
            drawing = is_changed = True
        written.append(instruction)
        # A path ends with the operator that paints it, or only clips by it.
        if drawing and name in _ENDS:
            written.append(end)
            drawing = False
    if is_changed:
        page.obj.Contents = document.make_stream(pikepdf.unparse_content_stream(written))
    return shown


def _signs(operands: Any) -> int:
    """How many signs an operator shows, with a byte each."""
    import pikepdf

    pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    return sum(len(bytes(piece)) for piece in pieces if isinstance(piece, pikepdf.String))
