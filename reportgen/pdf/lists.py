"""The labels of list entries in a tagged PDF: LibreOffice leaves them in the entry's text.

ISO 32000-1, 14.8.4.3.3: an entry (LI) holds its label (Lbl), a bullet or a number, and its body
(LBody). Measured with LibreOffice 7.4: the label is marked content of its own, the first of the
paragraph; only its tag is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_LONGEST = 6
"""Signs of the longest label: ``1000.`` and a blank."""

Content = tuple[int, int]
"""Marked content: the number of its page's object, and its own on that page."""


def label_lists(document: pikepdf.Pdf, tags: Sequence[Any], shown: Mapping[Content, int]) -> None:
    """Give each entry of a list a tag for its label.

    `shown` is how many signs each marked content shows. Where the first content of an entry
    cannot be a label, the entry is left as it is.
    """
    import pikepdf

    parents = _parents(document)
    for entry in tags:
        if entry.S != "/LI":
            continue
        children = list(_kids(entry))
        if len(children) != 1 or children[0].get("/S") != "/LBody":
            continue
        paragraph = next(_kids(children[0]), None)
        if not isinstance(paragraph, pikepdf.Dictionary) or "/S" not in paragraph:
            continue
        held = list(_kids(paragraph))
        content = _content(held[0], paragraph) if held else None
        if len(held) < 2 or content is None or not 0 < shown.get(content, 0) <= _LONGEST:
            continue
        page: Any = held[0].Pg if isinstance(held[0], pikepdf.Dictionary) else paragraph.Pg
        number = content[1]
        named = parents.get(int(page.get("/StructParents", -1)), ())
        if number >= len(named):
            continue
        label = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem,
                S=pikepdf.Name.Lbl,
                P=entry,
                Pg=page,
                K=number,
            )
        )
        entry.K = pikepdf.Array([label, children[0]])
        paragraph.K = pikepdf.Array(held[1:])
        named[number] = label


def _kids(tag: Any) -> Iterator[Any]:
    import pikepdf

    held = tag.get("/K")
    if isinstance(held, pikepdf.Array):
        yield from held
    elif held is not None:
        yield held


def _content(kid: Any, within: Any) -> Content | None:
    """The marked content that a kid of a tag is; None for another tag, or an annotation."""
    import pikepdf

    if isinstance(kid, pikepdf.Dictionary):
        if "/MCID" not in kid or "/Pg" not in kid:
            return None
        return int(kid.Pg.objgen[0]), int(kid.MCID)
    if "/Pg" not in within:
        return None
    return int(within.Pg.objgen[0]), int(kid)


def _parents(document: pikepdf.Pdf) -> Mapping[int, Any]:
    """The tags of each page's marked contents, by the number of the page in the tree of parents."""
    import pikepdf

    tree: Any = document.Root.get("/StructTreeRoot")
    parents: Any = {} if tree is None else tree.get("/ParentTree", {})
    numbered: Any = parents.get("/Nums", [])
    return {
        int(numbered[at]): numbered[at + 1]
        for at in range(0, len(numbered) - 1, 2)
        if isinstance(numbered[at + 1], pikepdf.Array)
    }
