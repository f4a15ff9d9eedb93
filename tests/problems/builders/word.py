"""Word files, and what people do in them."""

from __future__ import annotations

from tests.app.rounds import reworded
from tests.problems.builders import builder
from tests.problems.running import Desk


@builder
def reword(desk: Desk, file: str, old: str, new: str) -> None:
    """Type over some words of a Word file, with tracking off."""
    desk.write(file, reworded(desk.read(file), old, new))
