"""Whether somebody has worked in a file since it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.word.read.beside_text import AsideKind
from reportgen.word.read.returned import ReadFile

# Editors divide headers and footers anew, and a picture is told by how many there are.
_TEXTS = (AsideKind.BOX, AsideKind.FOOTNOTE, AsideKind.ENDNOTE)


@dataclass(frozen=True, slots=True)
class Differences:
    """What tells two files apart for a reader."""

    tracked: bool
    """Whether the second holds tracked changes that people make."""
    paragraphs: int
    """How many paragraphs, text boxes and notes read differently."""
    comments: int
    """How many comments were added, changed, resolved or taken away."""
    pictures: int = 0
    """How many pictures, charts and other objects there are more or fewer."""

    def __bool__(self) -> bool:
        return bool(self.tracked or self.paragraphs or self.comments or self.pictures)


def differences(before: ReadFile, after: ReadFile) -> Differences:
    """Compare a file as it was made with what it is now.

    Saving without editing is no difference, whatever the editor did to the XML: only
    text, marks people make on purpose, tracked changes and comments count.
    """
    return Differences(
        tracked=after.has_edits,
        paragraphs=_different(_paragraphs(before), _paragraphs(after))
        + _different(_other_texts(before), _other_texts(after)),
        comments=_different(_comments(before), _comments(after))
        + _different(_resolved(before), _resolved(after)),
        pictures=abs(before.objects - after.objects),
    )


def _paragraphs(file: ReadFile) -> list[object]:
    """What a reader sees; an editor writes contents and blank paragraphs as it likes."""
    return [
        paragraph.line.runs if paragraph.anchors else paragraph.plain
        for paragraph in file.document.paragraphs
        if paragraph.plain.strip() and not paragraph.style.startswith("TOC")
    ]


def _other_texts(file: ReadFile) -> list[object]:
    return [(each.kind, each.text) for each in file.aside if each.kind in _TEXTS]


def _comments(file: ReadFile) -> list[tuple[str, str]]:
    """Author and text of every comment, sorted: ids and order do not survive an editor."""
    return sorted((remark.author.name, remark.text) for remark in file.document.remarks)


def _resolved(file: ReadFile) -> list[tuple[str, str]]:
    return sorted(
        (remark.author.name, remark.text) for remark in file.document.remarks if remark.resolved
    )


def _different(before: Sequence[object], after: Sequence[object]) -> int:
    """How many entries of either have no counterpart in the other."""
    from difflib import SequenceMatcher

    if before == after:
        return 0
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in blocks if tag != "equal")
