"""Paragraphs struck through by hand with others typed in their place: the same, reworded.

Whoever strikes a paragraph through leaves it standing, and types what is to be there instead
above or below it. The new one has no bookmark and may share no word with the old, so that
only the strike tells that it takes its place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportgen.hearing.base import Prepared, Role
from reportgen.hearing.matching.alignment import Alignment, Item, gaps
from reportgen.hearing.model import DeletedParagraph

_TEXTS = (Role.TEXT, Role.WAITING)
_SENTENCE_ENDS = (".", "!", "?", ":")


def pair_what_was_typed_anew(
    prepared: Prepared,
    deleted: Sequence[DeletedParagraph],
    items: Sequence[Item],
    alignment: Alignment,
) -> None:
    """Pair paragraphs that were struck through whole with new ones at the same place.

    The new ones that open as a heading does take the place of the headings, all others that
    of the text, each in order.
    """
    struck = [gone for gone in deleted if gone.author.struck]
    if not struck:
        return
    anchors = {anchor for gone in struck for anchor in gone.anchors}
    texts = {" ".join(gone.plain.split()) for gone in struck}
    for gap in list(gaps(alignment)):
        gone = [i for i in gap.base if _is_one_of(prepared.items[i], anchors, texts)]
        new = [j for j in gap.other if j not in alignment.part_of and j not in alignment.doubtful]
        if not gone or not new:
            continue
        headings = [i for i in gone if prepared.slots[i].role is Role.HEADING]
        wordings = [i for i in gone if prepared.slots[i].role in _TEXTS]
        titles = _titles(prepared, [items[j] for j in new]) if headings else []
        left = [j for n, j in enumerate(new) if n not in titles[: len(headings)]]
        headed = zip(headings, (new[n] for n in titles), strict=False)
        for i, j in (*headed, *zip(wordings, left, strict=False)):
            alignment.pair(i, j)
            alignment.anew.add(i)


def _is_one_of(item: Item, anchors: Collection[object], texts: Collection[str]) -> bool:
    if item.anchors:
        return any(anchor in anchors for anchor in item.anchors)
    return item.text in texts


def _titles(prepared: Prepared, new: Sequence[Item]) -> list[int]:
    """Numbers of those that open a point: in the style of one, or short with text below."""
    styled = [n for n, item in enumerate(new) if item.style in prepared.heading_styles]
    if styled or len(new) == 1 or new[0].text.endswith(_SENTENCE_ENDS):
        return styled
    return [0]
