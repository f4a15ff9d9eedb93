"""Laying out a year: its folders, an empty workbook, and the headings of its prose."""

from __future__ import annotations

from reportgen.problems import InputFaults, Location, Problem
from reportgen.sources.network import read_network
from reportgen.sources.workbook import create_workbook
from reportgen.word.template import read_template
from reportgen.workspace import files
from reportgen.workspace.places import Year


def lay_out_if_missing(year: Year) -> tuple[str, ...]:
    """Make what `year` lacks of folders and files; what is there is left alone.

    Returns the files that were made, from the workspace. Raises `InputFaults` where the
    network or the template cannot be read.
    """
    made: list[str] = []
    if files.read(year.workbook) is None:
        network, problems = read_network(
            files.read(year.network_file) or b"", year.network_file.name
        )
        if network is None:
            raise InputFaults(problems)
        files.write(year.workbook, create_workbook(network.organisations))
        made.append(year.workspace.relative(year.workbook))
    if files.read(year.prose) is None:
        files.write(year.prose, _headings(year).encode())
        made.append(year.workspace.relative(year.prose))
    year.meetings.mkdir(parents=True, exist_ok=True)
    return tuple(made)


def _headings(year: Year) -> str:
    """The headings of the sections that show prose, with nothing under them yet."""
    path = year.workspace.template
    data = files.read(path)
    if data is None:
        where = year.workspace.relative(path)
        raise InputFaults([Problem("template-missing", Location(path.name), {"path": where})])
    outline, _ = read_template(data, path.name)
    shown = [number for number, tags in outline.tags.items() if "tekst" in tags]
    return "\n".join(f"## {number} {outline.sections[number]}\n" for number in shown if number)
