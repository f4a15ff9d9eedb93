"""The command line: options in, a use case called, its result printed."""

from __future__ import annotations


def main() -> None:
    """Run the program, as the console script does."""
    from reportgen.cli.main import run

    run()
