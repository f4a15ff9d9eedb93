"""``reportgen status``, and what bare ``reportgen`` shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from reportgen.cli.choose import chosen_year
from reportgen.cli.command import Result, Settings, year_options
from reportgen.cli.command import command as make_command
from reportgen.cli.language import ntr, tr
from reportgen.cli.main import COMMANDS

_KEYS: dict[str, Any] = {
    "stage": None,
    "versions": [],
    "pending": [],
    "unanswered": [],
    "next": "",
}


@make_command("status", COMMANDS["status"], _KEYS)
@year_options
def command(settings: Settings, *, network: str | None, year: int | None) -> Result:
    """Show the year at a glance."""
    from reportgen.app.status import YearStatus, status
    from reportgen.cli.pending import pending_as_json, show_pending

    chosen = chosen_year(settings, network, year)
    found: YearStatus = status(chosen, dt.date.today())
    workspace = chosen.workspace
    listed = [
        {
            "version": record.version,
            "stage": record.stage,
            "date": record.date.isoformat(),
            "file": workspace.relative(chosen.outputs / record.file),
        }
        for record in found.versions
    ]

    def show() -> None:
        name = found.inputs.network.name if found.inputs.network else chosen.network
        click.secho(f"{name} {chosen.year}", bold=True)
        _show_versions(found)
        _show_hearing(found)
        _show_sections(found)
        if found.pending:
            click.echo()
            show_pending(found.pending)
        if found.unanswered:
            click.echo()
            _show_unanswered(found)
        click.echo()
        _show_next(found)

    return Result(
        {
            "stage": found.stage.value,
            "versions": listed,
            "pending": pending_as_json(found.pending),
            "unanswered": [
                {
                    "id": one.follow_up.id if one.follow_up else None,
                    "recommendation": one.recommendation,
                    "heading": one.heading,
                    "year": one.year,
                    "status": one.follow_up.status.value if one.follow_up else None,
                }
                for one in found.unanswered
            ],
            "next": found.next,
        },
        (),
        show,
    )


def _show_versions(found: object) -> None:
    from reportgen.app.status import YearStatus
    from reportgen.report.stage import STAGE_NAMES, Stage

    assert isinstance(found, YearStatus)
    if not found.versions:
        click.echo(tr("No version has been made yet."))
    for record in found.versions:
        latest = record is found.versions[-1]
        edited = tr("edited since it was made")
        note = f"  ({edited})" if latest and found.edited else ""
        stage = STAGE_NAMES[Stage(record.stage)]
        click.echo(f"  {record.version}  {record.date}  {stage:<16} {record.file}{note}")


def _show_hearing(found: object) -> None:
    from reportgen.app.status import YearStatus

    assert isinstance(found, YearStatus)
    if found.hearing is None:
        return
    open_, missing = found.hearing.round, found.hearing.missing
    said = tr("Round {round} is open until {deadline}: {answered} of {parties} have answered.")
    answered = len(open_.parties) - len(missing)
    click.echo()
    click.echo(
        said.format(
            round=open_.number,
            deadline=open_.deadline.isoformat(),
            answered=answered,
            parties=len(open_.parties),
        )
    )
    if missing and answered:
        click.echo(tr("Not yet: {parties}.").format(parties=", ".join(missing)))
    if aside := found.hearing.aside:
        click.echo(
            ntr(
                "{count} file was set aside; it has a row in hoeringssvar.xlsx.",
                "{count} files were set aside; each has a row in hoeringssvar.xlsx.",
                aside,
            )
        )


def _show_unanswered(found: object) -> None:
    """List what the steering group has not answered, each with where its answer belongs."""
    from reportgen.app.status import YearStatus

    assert isinstance(found, YearStatus)
    for one in found.unanswered:
        mark = click.style(tr("Unanswered"), fg="cyan", bold=True)
        named = f"{one.recommendation}, {one.heading}" if one.heading else one.recommendation
        report = tr("report of {year}").format(year=one.year) if one.year else ""
        row = one.follow_up.id if one.follow_up else ""
        where = (
            tr("{row} in the sheet Opfølgning").format(row=row)
            if row
            else tr("not entered in the sheet Opfølgning")
        )
        click.echo(f"{mark}  {named} ({', '.join(part for part in (report, where) if part)})")


def _show_sections(found: object) -> None:
    from rich.console import Console
    from rich.table import Table

    from reportgen.app.status import YearStatus

    assert isinstance(found, YearStatus)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for header in (tr("Section"), "", tr("Points"), tr("Pending")):
        table.add_column(
            header, justify="right" if header in (tr("Points"), tr("Pending")) else "left"
        )
    titles = found.inputs.folded.sections
    for section, count in found.points.items():
        waiting = sum(item.section == section for item in found.pending)
        table.add_row(section, titles.get(section, ""), str(count), str(waiting or "–"))
    click.echo()
    Console(highlight=False).print(table)


def _show_next(found: object) -> None:
    from reportgen.app.status import YearStatus

    assert isinstance(found, YearStatus)
    errors = sum(problem.severity.value == "error" for problem in found.inputs.problems)
    if errors:
        click.echo(ntr("{count} error in the inputs.", "{count} errors in the inputs.", errors))
    elif found.unchanged and found.pending:
        click.echo(
            tr(
                "Write the wordings under tekst in the meetings' files, and the answers to "
                "remarks under svar; then make the next version."
            )
        )
    if found.next:
        click.echo(tr("Next: {command}").format(command=click.style(found.next, bold=True)))
    else:
        click.echo(tr("Nothing is open: the latest version shows all that the inputs say."))
    if found.new_year:
        click.echo(tr("The next year begins with: {command}").format(command=found.new_year))
