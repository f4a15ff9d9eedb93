"""A new year: laid out, and carried over from the last one in the archive."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from importlib import resources
from pathlib import Path

from reportgen.app import archiving
from reportgen.app.year import YearInputs, read_year
from reportgen.problems import InputFaults, Location, Problem, Refusal
from reportgen.report.inputs import Workbook
from reportgen.report.meeting import Network
from reportgen.report.turn import next_prose, next_workbook
from reportgen.sources.network import read_network
from reportgen.sources.workbook import create_workbook
from reportgen.word.template import Outline, read_template
from reportgen.workspace import files
from reportgen.workspace.names import plain
from reportgen.workspace.places import TEMPLATE_FILE, Workspace, Year

_NETWORK = """\
# Udfyld felterne, og ret organisationerne til; rækkefølgen er rapportens.
navn: {name}
kortnavn: {name}
rammeaftale: Rammeaftale
styregruppe: Styregruppen
sekretariat: {{organisation: Sekretariatets kommune, e-mail: ""}}
sagsnummer: ""
organisationer:
  - Sekretariatets kommune
"""

_STATUS_CMD = """\
@echo off\r
chcp 65001 >nul\r
cd /d "%~dp0"\r
reportgen status\r
pause\r
"""


class YearExists(Refusal):
    """The year is laid out already; nothing in it is touched."""

    code = "year-exists"


def start_workspace(root: Path) -> Workspace:
    """Make what a workspace needs in `root`: its folders, the template, ``Status.cmd``."""
    workspace = Workspace(root)
    workspace.inputs.mkdir(parents=True, exist_ok=True)
    if files.read(workspace.template) is None:
        files.write(workspace.template, shipped_template())
    if files.read(root / "Status.cmd") is None:
        files.write(root / "Status.cmd", _STATUS_CMD.encode())
    return workspace


def shipped_template() -> bytes:
    """The template that comes with the program."""
    packaged = resources.files("reportgen") / "word" / TEMPLATE_FILE
    if packaged.is_file():
        return packaged.read_bytes()
    # An editable installation has it where it is made.
    return (Path(__file__).parents[2] / "templates" / TEMPLATE_FILE).read_bytes()


def start_network(workspace: Workspace, name: str) -> str:
    """Begin a network called `name`, unless it is there; returns its folder's name."""
    for folder in workspace.networks():
        if name in (folder, _network(Year(workspace, folder, 0)).name):
            return folder
    folder = plain(name).casefold()
    files.write(Year(workspace, folder, 0).network_file, _NETWORK.format(name=name).encode())
    return folder


def new_year(year: Year) -> tuple[str, ...]:
    """Lay out `year`, carrying over from the last archived year before it.

    Returns the files made, from the workspace. Raises `YearExists` where its workbook is
    there already, and `InputFaults` where network or template cannot be read.
    """
    if files.read(year.workbook) is not None:
        raise YearExists(Location(year.workspace.relative(year.workbook)), year=year.year)
    network = _network(year)
    outline = _outline(year)
    before = _last_archived(year)
    shown = [number for number, tags in outline.tags.items() if "tekst" in tags and number]
    if before is None:
        content: Workbook | None = None
        prose = "\n".join(f"## {number} {outline.sections[number]}\n" for number in shown)
    else:
        last = before.year.year
        meetings = [file.meeting for file in before.meetings]
        content = next_workbook(before.folded, before.workbook, meetings, last)
        prose = next_prose(replace(before.folded, sections=outline.sections), shown, last)
    made = {
        year.workbook: create_workbook(network.organisations, content),
        year.prose: prose.encode(),
    }
    for path, data in made.items():
        files.write(path, data)
    year.meetings.mkdir(parents=True, exist_ok=True)
    return tuple(year.workspace.relative(path) for path in made)


def _network(year: Year) -> Network:
    data = files.read(year.network_file)
    network, problems = read_network(data or b"", year.network_file.name)
    if network is None:
        raise InputFaults(problems)
    return network


def _outline(year: Year) -> Outline:
    path = year.workspace.template
    data = files.read(path)
    if data is None:
        where = year.workspace.relative(path)
        raise InputFaults([Problem("template-missing", Location(path.name), {"path": where})])
    return read_template(data, path.name)[0]


def _last_archived(year: Year) -> YearInputs | None:
    """The newest archived year before this one, read as it was kept."""
    earlier = [
        entry["year"]
        for entry in archiving.listed(year.workspace)
        if entry["network"] == year.network and entry["year"] < year.year
    ]
    if not earlier:
        return None
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "kopi"
        archiving.restore(year.workspace, year.network, max(earlier), None, there)
        return read_year(Year(Workspace(there), year.network, max(earlier)))
