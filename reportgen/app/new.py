"""A new year: laid out, and carried over from the last one in the archive."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from reportgen.app import archiving, double_click
from reportgen.app.year import YearInputs, read_year
from reportgen.problems import InputFaults, Location, Problem, Refusal
from reportgen.report.inputs import KLE, Workbook
from reportgen.report.meeting import Network
from reportgen.report.model import Folded
from reportgen.report.stage import STAGE_NAMES, Stage
from reportgen.report.turn_of_year import next_prose, next_workbook, year_facts
from reportgen.sources.network import (
    PLACEHOLDER_AGREEMENT,
    PLACEHOLDER_ORGANISATION,
    read_network,
)
from reportgen.sources.spelling import near_miss
from reportgen.sources.workbook.create import create_workbook
from reportgen.word.template.check import TemplateOutline, read_template
from reportgen.workspace import files, versions
from reportgen.workspace.links import refuse_links
from reportgen.workspace.names import plain
from reportgen.workspace.places import CASE_TEMPLATE_FILE, TEMPLATE_FILE, Workspace, Year
from reportgen.workspace.together import write_all
from reportgen.workspace.versions import Record

_NETWORK = """\
# Udfyld felterne, og ret organisationerne til; rækkefølgen er rapportens.
navn: {name}
kortnavn: {name}
rammeaftale: {agreement}
styregruppe: Styregruppen
sekretariat: {{organisation: {secretariat}, e-mail: ""}}
sagsnummer: ""
organisationer:
{organisations}
faste_punkter: [Velkomst og godkendelse af dagsorden, Eventuelt]
"""


class YearExists(Refusal, code="year-exists"):
    """The year is laid out already; nothing in it is touched."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What `new_year` made."""

    files: tuple[str, ...]
    """From the workspace."""
    content: Workbook | None = None
    """What the workbook begins with; None where no earlier year is archived."""
    before: Record | None = None
    """The version of the earlier year that it came from."""
    before_year: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Before:
    """An archived year as it was kept."""

    inputs: YearInputs
    latest: Record | None

    @property
    def year(self) -> int:
        return self.inputs.year.year


def start_workspace(root: Path) -> Workspace:
    """Make what a workspace needs in `root`: its folders, the templates, what opens it."""
    workspace = Workspace(root)
    workspace.inputs.mkdir(parents=True, exist_ok=True)
    if files.read(workspace.template) is None:
        files.write(workspace.template, shipped_template(TEMPLATE_FILE))
        if files.read(workspace.case_template) is None:
            files.write(workspace.case_template, shipped_template(CASE_TEMPLATE_FILE))
    double_click.lay_out(root)
    return workspace


def shipped_template(name: str) -> bytes:
    """The template of that name that comes with the program."""
    packaged = resources.files("reportgen") / "word" / name
    if packaged.is_file():
        return packaged.read_bytes()
    # An editable installation has it where it is made.
    return (Path(__file__).parents[2] / "templates" / name).read_bytes()


def find_network(workspace: Workspace, name: str) -> str:
    """The folder of the network that is there under `name`, a short one or a folder; else empty."""
    folder = plain(name).casefold()
    for there in workspace.networks():
        network = sound_network(Year(workspace, there, 0))
        if there == folder or name in (there, network.name, network.short_name):
            return there
    return ""


def _bare(name: str) -> str:
    """A network's name without what many of them have in common."""
    words = name.casefold().replace("&", "og").replace("-", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0].startswith("netværk") else words)


class NetworkLikeAnother(Refusal, code="network-like-another"):
    """A new network's name is nearly that of one that is there."""


def near_network(workspace: Workspace, name: str) -> str:
    """The network that is there and whose name `name` seems to be a slip for; else empty."""
    for there in workspace.networks():
        network = sound_network(Year(workspace, there, 0))
        names = {_bare(each) for each in (network.name, network.short_name, there)}
        if _bare(name) in names or near_miss(_bare(name), sorted(names)):
            return network.short_name
    return ""


def refuse_slip(workspace: Workspace, name: str) -> None:
    """Raise `NetworkLikeAnother` where `name` seems to be a slip for a network that is there."""
    if not find_network(workspace, name) and (near := near_network(workspace, name)):
        raise NetworkLikeAnother(Location(), network=name, near=near)


def start_network(
    workspace: Workspace, name: str, organisations: Sequence[str] = ()
) -> tuple[str, tuple[str, ...]]:
    """Begin a network called `name`, unless it is there under that name, a short one or a folder.

    `organisations` are who attends and who is heard, in the report's order.
    Returns its folder's name, and the file made, from the workspace.
    """
    if there := find_network(workspace, name):
        return there, ()
    folder = plain(name).casefold()
    path = Year(workspace, folder, 0).network_file
    # In quotation marks, since a name may hold what means something in YAML.
    names = dict.fromkeys(filter(None, map(str.strip, organisations))) or [PLACEHOLDER_ORGANISATION]
    content = _NETWORK.format(
        name=_quoted(name),
        agreement=PLACEHOLDER_AGREEMENT,
        secretariat=PLACEHOLDER_ORGANISATION,
        organisations="\n".join(f"  - {_quoted(each)}" for each in names),
    )
    files.write(path, content.encode())
    return folder, (workspace.relative(path),)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def new_year(year: Year, case_number: str = "") -> LaidOut:
    """Lay out `year`, carrying over from the last archived year before it.

    `case_number` is that of this year's report, where it is not the network's. Raises
    `YearExists` where its workbook is there already, and `InputFaults` where network or
    template cannot be read. A text file without a workbook stays as it is: somebody may
    have written in it.
    """
    refuse_links(year)
    if files.read(year.workbook) is not None:
        raise YearExists(Location(year.workspace.relative(year.workbook)), year=year.year)
    network = sound_network(year)
    outline = _outline(year)
    before = _last_archived(year)
    shown = [section for section in outline.prose_sections if section]
    content: Workbook | None = None
    left = Folded(outline.sections, {})
    if before is not None:
        inputs = before.inputs
        meetings = [file.meeting for file in inputs.meetings]
        content = next_workbook(inputs.folded, inputs.workbook, meetings, before.year)
        left = replace(inputs.folded, sections=outline.sections)
    prose = next_prose(left, shown, before.year if before else year.year - 1)
    facts = year_facts(case_number, content.fact(KLE) if content else "")
    book = replace(content or Workbook(), facts=facts)
    contents = {year.workbook: create_workbook(network.organisations, book)}
    if files.read(year.prose) is None:
        contents[year.prose] = prose.encode()
    year.meetings.mkdir(parents=True, exist_ok=True)
    write_all(year.workspace.root, contents)
    return LaidOut(
        tuple(year.workspace.relative(path) for path in contents),
        content,
        before.latest if before else None,
        before.year if before else 0,
        tuple(_left_behind(year, before)),
    )


def _left_behind(year: Year, before: _Before | None) -> Iterator[Problem]:
    """What may be missing in the new year, since the one before it is not at its end."""
    came = before.year if before else 0
    for other in year.workspace.years(year.network):
        if came < other < year.year:
            yield Problem("new-year-not-archived", Location(), {"year": other})
    earlier = max((came, *(y for y in year.workspace.years(year.network) if y < year.year)))
    if 0 < earlier < year.year - 1:
        folder = year.workspace.relative(year.inputs)
        values = {"year": year.year, "before": earlier, "folder": folder}
        yield Problem("new-year-skips", Location(), values)
    if before is None or before.latest is None or before.latest.stage == Stage.PUBLISHED:
        return
    stage = STAGE_NAMES[Stage(before.latest.stage)]
    values = {"year": came, "version": before.latest.version, "stage": stage}
    yield Problem("new-year-from-unpublished", Location(), values)


def sound_network(year: Year) -> Network:
    """The network as its file describes it; raises `InputFaults` where that cannot be read."""
    data = files.read(year.network_file)
    network, problems = read_network(data or b"", year.network_file.name)
    if network is None:
        raise InputFaults(problems)
    return network


def _outline(year: Year) -> TemplateOutline:
    path = year.workspace.template
    data = files.read(path)
    if data is None:
        where = year.workspace.relative(path)
        raise InputFaults([Problem("template-missing", Location(path.name), {"path": where})])
    return read_template(data, path.name)[0]


def _last_archived(year: Year) -> _Before | None:
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
        archiving.ArchivedYear(replace(year, year=max(earlier))).restore(None, there)
        kept = Year(Workspace(there), year.network, max(earlier))
        return _Before(read_year(kept), versions.latest(kept))
