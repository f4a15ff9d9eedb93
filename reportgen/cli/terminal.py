"""What is printed for a person: everything but our own colours is shown and does nothing."""

from __future__ import annotations

from typing import Any

import click

from reportgen.report.wording.characters import shown


class Styled(str):
    """A text with the colours we gave it."""

    __slots__ = ()


def styled(text: str, **look: Any) -> Styled:
    """`text` in a colour, or bold, as `click.style` has it."""
    return Styled(click.style(shown(text), **look))


def echo(*parts: str, err: bool = False) -> None:
    """Print a line of one or several parts, on stderr with `err`."""
    line = "".join(part if isinstance(part, Styled) else shown(part) for part in parts)
    click.echo(line, err=err)
