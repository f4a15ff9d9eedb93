"""What became of versions, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.language.translation import ntr, tr

if TYPE_CHECKING:
    from reportgen.app.absorb import Absorbed
    from reportgen.app.generate import Generated
    from reportgen.app.publish import Published


def generated(done: Generated) -> Iterator[str]:
    """Which version was made, and what it still lacks."""
    text = (
        tr("Nothing has changed: {version} still stands.")
        if done.unchanged
        else tr("{version} is made.")
    )
    yield text.format(version=done.record.version)
    if done.pending:
        yield ntr(
            "{count} input still needs a wording; it stands as a comment in the document.",
            "{count} inputs still need a wording; they stand as comments in the document.",
            len(done.pending),
        )


def absorbed(done: Absorbed) -> Iterator[str]:
    """What was taken in of an edited version."""
    if done.already:
        text = (
            tr("The edits of this file are absorbed already: nothing in it is new.")
            if done.edited
            else tr("Nothing in the file was edited: it says what {version} says.")
        )
        yield text.format(version=done.version)
        return
    # One of the changes is the record of which file they came from.
    edits = sum(1 for change in done.changes if not change.get("kilde", {}).get("sha256"))
    yield ntr("{count} change was absorbed.", "{count} changes were absorbed.", edits)
    if done.closed:
        yield tr("Closed: {ids}.").format(ids=", ".join(done.closed))


def published(done: Published) -> Iterator[str]:
    """Whether the version was published."""
    if done.record is None:
        yield tr("Nothing was published.")
    else:
        yield tr("{version} is published.").format(version=done.record.version)
