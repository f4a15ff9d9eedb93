"""What became of the inputs, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from reportgen.language.translation import tr

if TYPE_CHECKING:
    from reportgen.app.check import Checked


def mended(done: Checked, called: Callable[[str], str] = str) -> Iterator[str]:
    """What was filled in, cell by cell, and what had to wait; a file as it is `called`."""
    for file in done.fixed:
        yield tr("Filled in {file}.").format(file=called(file))
    for cell, content in done.cells:
        said = content or tr("(emptied)")
        yield f"  {cell}: {said}"
    if done.inputs.has_errors and done.fixed:
        yield tr("The meetings' entries were not filled in: the errors come first.")
    elif done.inputs.has_errors:
        yield tr("Nothing was filled in: the errors come first.")
    elif not done.fixed:
        yield tr("Nothing was missing, so nothing was filled in.")
