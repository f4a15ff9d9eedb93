"""``reportgen trace REF``."""

from __future__ import annotations

from typing import Any

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import tr
from reportgen.cli.main import COMMANDS


@make_command("trace", COMMANDS["trace"], {"changes": []})
@click.argument("ref")
@year_options
def command(settings: Settings, *, ref: str, network: str | None, year: int | None) -> Result:
    """Tell a block's whole story, the base first."""
    from reportgen.app.trace import trace

    changes = trace(chosen_year(settings, network, year), ref)

    def show() -> None:
        for change in changes:
            _show(change)

    return Result({"changes": changes}, (), show)


def _show(change: dict[str, Any]) -> None:
    source = change.get("kilde") or {}
    head = click.style(str(change.get("art")), bold=True)
    pending = tr("Pending")
    waiting = f"  [{pending}]" if change.get("udestår") else ""
    click.echo(f"{head}  {source.get('part') or ''}  ({source.get('fil')}){waiting}")
    for key in ("overskrift", "input", "tekst", "svar"):
        if said := change.get(key):
            click.echo(f"  {key}: " + str(said).replace("\n", "\n    "))
    decision = change.get("afgjort") or {}
    if decision:
        told = ", ".join(str(value) for value in decision.values() if value)
        click.echo("  " + tr("decided: {told}").format(told=told))
