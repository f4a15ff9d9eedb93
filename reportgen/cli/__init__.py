"""The command line: options in, a use case called, its result printed."""

from __future__ import annotations

import gc

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""A run is short and makes next to no cycles: searching for them took a sixth of the time of
`generate` at 5,000 points, and its peak memory is the same without."""


def main() -> None:
    """Run the program, as the console script does."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    from reportgen.cli.main import run

    run()
