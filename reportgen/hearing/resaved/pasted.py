"""Points that became entries of the list they were pasted into.

LibreOffice numbers every paragraph of a point that is pasted before another's heading, its
small line too, which nobody makes an entry of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.hearing.model import Para
from reportgen.report.ids import Anchor, BlockPart
from reportgen.report.wording.text import ListKind


def pasted(
    mine: Sequence[Para], theirs: Sequence[Para], known: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """The paragraphs that became entries with all of their point, each with what it was.

    `known` tells of paragraphs with the same words which they were in `mine`; one that was cut
    and pasted may have lost its bookmark.
    """
    sent = {anchor: i for i, para in enumerate(mine) for anchor in para.anchors}
    taken: dict[str, ListKind] = {}
    entries: list[tuple[Anchor, int, int]] = []
    for j, para in enumerate(theirs):
        if para.line.kind is ListKind.NONE:
            continue
        found = (sent[anchor] for anchor in para.anchors if anchor in sent)
        i = next(found, known.get(j))
        if i is None or para.line.kind is mine[i].line.kind:
            continue
        for anchor in mine[i].anchors[:1]:
            entries.append((anchor, i, j))
            if anchor.shows is BlockPart.SOURCE:
                taken[anchor.block] = para.line.kind
    for anchor, i, j in entries:
        if taken.get(anchor.block) is theirs[j].line.kind:
            yield i, j
