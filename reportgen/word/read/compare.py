"""Whether somebody has worked in a file since it was made."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.opc.package import Package
from reportgen.word.read.readback import Reading


@dataclass(frozen=True, slots=True)
class Differences:
    """What tells two files apart for a reader."""

    tracked: bool
    """Whether the second holds tracked changes."""
    paragraphs: int
    """How many paragraphs read differently, those of notes included."""
    comments: int
    """How many comments were added, changed, resolved or taken away."""

    pictures: int = 0
    """How many pictures, charts and other objects there are more or fewer."""

    def __bool__(self) -> bool:
        return bool(self.tracked or self.paragraphs or self.comments or self.pictures)


def differences(made: bytes, now: bytes, file: str) -> Differences:
    """Compare a file as it was made with what it is now.

    Saving without editing is no difference, whatever the editor did to the XML: only
    text, marks people make on purpose, tracked changes and comments count. Raises
    `BadPackage` where `now` cannot be read.
    """
    before, after = Reading(Package.open(made, file)), Reading(Package.open(now, file))
    return Differences(
        tracked=after.has_revisions,
        paragraphs=_different(_seen(before), _seen(after))
        + _different(before.notes(), after.notes()),
        comments=_different(before.comments(), after.comments())
        + _different(before.resolved(), after.resolved()),
        pictures=abs(before.pictures() - after.pictures()),
    )


def _seen(reading: Reading) -> tuple[object, ...]:
    """What a reader sees; an editor writes contents and blank paragraphs as it likes."""
    return tuple(
        paragraph.runs if paragraph.anchors else paragraph.plain
        for paragraph in reading.paragraphs()
        if paragraph.plain.strip() and not paragraph.style.startswith("TOC")
    )


def _different(before: tuple[object, ...], after: tuple[object, ...]) -> int:
    """How many entries of either have no counterpart in the other."""
    from difflib import SequenceMatcher

    if before == after:
        return 0
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in blocks if tag != "equal")
