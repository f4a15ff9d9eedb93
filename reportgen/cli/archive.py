"""``reportgen archive …``: the yearly versions that are kept for good."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.command import Result, Settings, make_command
from reportgen.cli.main import COMMANDS
from reportgen.cli.parameters import CommandGroup, argument, option, report_year
from reportgen.cli.terminal import echo, styled
from reportgen.language.translation import N_, ntr, tr
from reportgen.problems import has_errors

if TYPE_CHECKING:
    from reportgen.app.archived import ArchivedVersion
    from reportgen.workspace.places import Year


@click.group("archive", cls=CommandGroup, help=COMMANDS["archive"])
def archive_command() -> None:
    """Gather what can be done with the archive."""


def _year_arguments(function: Any) -> Any:
    function = argument("year", "YEAR", type=report_year)(function)
    return argument("network", "NETWORK")(function)


_version = option(
    "--version", metavar="v02", help=N_("The report's version; the newest unless given.")
)
_to = option(
    "--to",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=N_("The folder to put it in; it must be empty."),
)


def _archived(settings: Settings, network: str, year: int) -> Year:
    from reportgen.cli.choose import archived_network
    from reportgen.workspace.places import Year

    workspace = settings.workspace()
    return Year(workspace, archived_network(workspace, network), year)


@make_command("list", N_("List the years in the archive."), {"objects": []})
def list_(settings: Settings) -> Result:
    """List the archived years."""
    from reportgen.app.archiving import links, listed, listed_twice

    objects = listed(settings.workspace())
    faults = (*listed_twice(settings.workspace()), *links(settings.workspace()))

    def show() -> None:
        for entry in objects:
            count = ntr("kept {count} time", "kept {count} times", entry["versions"])
            echo(f"{entry['network']}  {entry['year']}  {count}")
        if not objects:
            echo(tr("The archive is empty."))

    return Result({"objects": objects}, faults, show)


@make_command("show", N_("Show the versions of one archived year."), {"versions": []})
@_year_arguments
def show_(settings: Settings, *, network: str, year: int) -> Result:
    """Show a year's versions."""
    from reportgen.app.archiving import shown
    from reportgen.report.stage import STAGE_NAMES

    versions, problems = shown(_archived(settings, network, year))

    def show() -> None:
        for version in versions:
            stage = STAGE_NAMES[version["stage"]]
            echo(f"{version['version']}  {version['date']}  {stage:<16} {version['file']}")

    return Result({"versions": versions}, problems, show, exit_code=1 if problems else 0)


@make_command(
    "verify",
    N_("Check every file in the archive against its digest."),
    {"valid": False, "errors": []},
)
@argument("path", "DIR", required=False, type=click.Path(exists=True, path_type=Path))
def verify(settings: Settings, *, path: Path | None) -> Result:
    """Check the archive, or the object or archive at PATH."""
    from reportgen.app.archived import verify as verify_all
    from reportgen.archive.validate import validate
    from reportgen.language.words import message, place

    problems = tuple(validate(path)) if path else verify_all(settings.workspace()).problems
    failed = has_errors(problems)
    errors = [f"{place(p.location)}: {message(p)}" for p in problems if p.severity.value == "error"]

    def show() -> None:
        if not failed:
            echo(tr("The archive is sound."))

    payload = {"valid": not failed, "errors": errors}
    return Result(payload, problems, show, exit_code=1 if failed else 0)


@make_command("restore", N_("Put an archived year in a folder."), {"files": []})
@_year_arguments
@_version
@_to
def restore(
    settings: Settings, *, network: str, year: int, version: str | None, to: Path
) -> Result:
    """Hand out an archived year."""
    from reportgen.app.archiving import ArchivedYear

    ArchivedYear(_archived(settings, network, year)).restore(version, to)
    return _handed_out(to)


@make_command("export", N_("Hand an archived year over as a BagIt bag."), {"files": []})
@_year_arguments
@_version
@_to
@option("--bagit", is_flag=True, required=True, help=N_("As a BagIt bag (RFC 8493)."))
def export(
    settings: Settings, *, network: str, year: int, version: str | None, to: Path, bagit: bool
) -> Result:
    """Hand over an archived year."""
    from reportgen.app.archiving import ArchivedYear

    ArchivedYear(_archived(settings, network, year)).export(version, to)
    return _handed_out(to)


def _handed_out(to: Path) -> Result:
    files = sorted(path.relative_to(to).as_posix() for path in to.rglob("*") if path.is_file())

    def show() -> None:
        echo(ntr("{count} file in", "{count} files in", len(files)) + f" {to}")

    return Result({"files": files}, (), show)


@make_command(
    "diff",
    N_("Tell what changed between two versions or years."),
    {"changes": [], "files": []},
)
@argument("a", "A")
@argument("b", "B")
@option("--network", metavar="NAME", help=N_("The network's folder, where there is a choice."))
@option("--year", type=report_year, metavar="YEAR", help=N_("The year two versions are of."))
@option("--docx", is_flag=True, help=N_("Write a Word document with the changes tracked."))
@option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=N_("The folder to put the document in; the newer version's outputs unless given."),
)
def diff(
    settings: Settings,
    *,
    a: str,
    b: str,
    network: str | None,
    year: int | None,
    docx: bool,
    to: Path | None,
) -> Result:
    """Compare A and B, as v01 v02 or 2022 2023."""
    from reportgen.app.archived import differences, version_of
    from reportgen.app.archiving import listed
    from reportgen.cli.choose import chosen_network
    from reportgen.hearing.comparing.points import changes
    from reportgen.workspace.places import Year

    if to is not None and not docx:
        raise click.UsageError(tr("--to says where the document goes; ask for it with --docx."))
    workspace = settings.workspace()
    name = chosen_network(workspace, network)
    years = [o["year"] for o in listed(workspace) if o["network"] == name]

    def kept(named: str) -> ArchivedVersion:
        if not re.fullmatch(r"v[0-9]{2,}|[0-9]{4}", named):
            text = tr("“{typed}” is neither a version, as v01, nor a year, as 2022.")
            raise click.UsageError(text.format(typed=named))
        if named.isdecimal():
            return version_of(Year(workspace, name, int(named)))
        within = year if year is not None else (years[0] if len(years) == 1 else None)
        if within is None:
            raise click.UsageError(tr("Say which year the versions are of with --year."))
        return version_of(Year(workspace, name, within), named)

    older, newer = kept(a), kept(b)
    told = differences(older, newer)
    files: list[str] = []
    if docx:
        from reportgen.app.comparing import write_document

        path = write_document(workspace, older, newer, to)
        whole = path.absolute()
        inside = whole.is_relative_to(workspace.root)
        files = [workspace.relative(whole) if inside else path.as_posix()]

    def show() -> None:
        for change in told:
            _show_change(change)
        if not told:
            echo(tr("Nothing differs."))
        for file in files:
            echo(file)

    found = changes(older.record.state, newer.record.state)
    return Result({"changes": found, "files": files}, (), show)


_COLOURS = {"add": "green", "remove": "red", "replace": "yellow", "same": None}


def _show_change(change: dict[str, Any]) -> None:
    from reportgen.results.archive import kind_title

    word, colour = kind_title(change["kind"]), _COLOURS[change["kind"]]
    place = " ".join(dict.fromkeys((change["section"], change["id"])))
    stays = f"  {change['after'].splitlines()[0]}" if change["kind"] == "same" else ""
    echo(styled(f"{word}  {place}{stays}", fg=colour, bold=True))
    if change["kind"] == "replace":
        from reportgen.language.words import marked_words

        echo("  " + marked_words(change["before"], change["after"], "  "))
    elif change["kind"] != "same":
        echo("  " + (change["after"] or change["before"]).replace("\n", "\n  "))


for _command in (list_, show_, verify, restore, diff, export):
    archive_command.add_command(_command)
