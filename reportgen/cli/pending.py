"""Pending inputs, for a person and as the contract's objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from reportgen.cli.language import tr
from reportgen.problems import shortened
from reportgen.report.model import Pending


def show_pending(pending: Iterable[Pending]) -> None:
    """List what still needs a wording or an answer, each with its place and its source."""
    for item in pending:
        about = item.block or item.section or tr("the whole report")
        asked = tr("the point was reworded since: is it met?")
        touched = f" ({asked})" if item.touched else ""
        mark = click.style(tr("Pending"), fg="cyan", bold=True)
        click.echo(f"{mark}  {item.id}, {about}: {shortened(item.input, 160)}{touched}")


def pending_as_json(pending: Iterable[Pending]) -> list[dict[str, Any]]:
    """``{id, section, block, source, input, touched}`` for each."""
    keys = ("id", "section", "block", "source", "input", "touched")
    return [{key: getattr(item, key) for key in keys} for item in pending]
