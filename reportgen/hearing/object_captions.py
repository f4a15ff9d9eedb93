"""The caption of a figure: the nearest paragraph of that style, below it or above."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.hearing.model import DocumentObject, ObjectKind, Para

FIGURES = frozenset(
    {
        ObjectKind.CHART,
        ObjectKind.PICTURE,
        ObjectKind.DIAGRAM,
        ObjectKind.SHAPE,
        ObjectKind.EMBEDDED,
    }
)
"""Kinds that a caption may stand at."""
_STYLES = frozenset({"Billedtekst", "caption"})


def caption(paragraphs: Sequence[Para], each: DocumentObject) -> str:
    """The words of an object's caption; empty where it has none."""
    at = each.paragraph
    if at is None or each.kind not in FIGURES:
        return ""
    for near in (at, at + 1, at + 2, at - 1, at - 2):
        if 0 <= near < len(paragraphs) and paragraphs[near].style in _STYLES:
            return paragraphs[near].plain.strip()
    return ""
