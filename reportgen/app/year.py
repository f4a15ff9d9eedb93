"""Reading everything a year's report is made of, with every fault of every file at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.app.standing.carried_over import CARRIED_OVER, wheel_problems
from reportgen.app.standing.deadlines import deadline_problems
from reportgen.app.standing.recommended import Reports, recommended, still_open
from reportgen.figures.pivot import figure_problems
from reportgen.layout.sections import Material
from reportgen.problems import InputFaults, Location, Problem, Refusal, has_errors
from reportgen.report import ids
from reportgen.report.entries import Kind
from reportgen.report.folding.fold import fold
from reportgen.report.inputs import CASE_NUMBER, FollowUp, ReplyStatus, Status, Workbook
from reportgen.report.meeting import Network
from reportgen.report.model import Base, Change, Folded, ProseLine
from reportgen.report.recommendations.follow_up import Recommended, Unanswered, unanswered
from reportgen.report.recommendations.register import Registered
from reportgen.report.stage import Stage
from reportgen.sources.decided import missing_numbers, read_decided
from reportgen.sources.meetings import (
    MeetingFile,
    check_planning,
    in_order,
    meeting_changes,
    read_meeting,
    same_day,
)
from reportgen.sources.network import read_network
from reportgen.sources.prose import read_prose
from reportgen.word.template.check import TemplateOutline, read_template
from reportgen.workspace import files, versions
from reportgen.workspace.links import refuse_links
from reportgen.workspace.places import Year


@dataclass(frozen=True, slots=True)
class YearInputs:
    """A year, read and folded."""

    year: Year
    network: Network | None
    workbook: Workbook
    meetings: tuple[MeetingFile, ...]
    prose: tuple[ProseLine, ...]
    changes: tuple[Change, ...]
    """What the meetings and the decided files change, in order."""
    template: bytes
    outline: TemplateOutline
    folded: Folded
    problems: tuple[Problem, ...]
    recommended: Mapping[str, Recommended] = field(default_factory=dict)
    """The earlier reports' recommendations that the follow-up names, by id."""
    still_open: tuple[Registered, ...] = ()
    """What earlier reports asked and nobody has closed."""

    @property
    def material(self) -> Material:
        """What the report is laid out from; only where nothing is at fault."""
        assert self.network is not None  # a missing network is an error, and errors stop before
        meetings = tuple(file.meeting for file in self.meetings)
        return Material(
            self.network,
            self.year.year,
            self.workbook,
            meetings,
            self.folded,
            self.recommended,
            self.still_open,
            {tag: section for section, tags in self.outline.tags.items() for tag in tags},
        )

    @property
    def unanswered(self) -> tuple[Unanswered, ...]:
        """What the steering group has not answered, in this workbook or in an earlier one."""
        open_ = {one.asked.id: one for one in self.still_open}
        waiting = (one.asked for one in self.still_open if one.status is ReplyStatus.WAITING)

        def speaks(row: FollowUp) -> bool:
            asked = self.recommended.get(row.recommendation)
            if asked is None or asked.published is None:
                return True
            found = open_.get(row.recommendation)
            return found is not None and found.latest is row

        rows = filter(speaks, self.workbook.follow_ups)
        return unanswered(rows, self.recommended, waiting)

    @property
    def carried_over(self) -> tuple[Problem, ...]:
        """What still stands as the year before left it."""
        return tuple(problem for problem in self.problems if problem.code in CARRIED_OVER)

    @property
    def has_errors(self) -> bool:
        """Whether anything may be written."""
        return has_errors(self.problems)


class PlaceholdersLeft(Refusal, code="network-not-filled-in"):
    """The network's file still says what a new one says."""


def refuse_placeholders(inputs: YearInputs) -> None:
    """Raise `PlaceholdersLeft` where the network's file was never filled in.

    To be asked before anything is made that goes out of the house.
    """
    for problem in inputs.problems:
        if problem.code == "network-placeholder":
            raise PlaceholdersLeft(problem.location, **problem.values)


def read_year(year: Year, *, before: dt.date | None = None) -> YearInputs:
    """Read the inputs of `year` and fold them; only what was said `before` a date, if given.

    Raises `InputFaults` where a link to another place stands among what is read or written.
    """
    links = refuse_links(year)
    inputs = _read_alone(year, before)
    reports = Reports(year, read_folded)
    known, problems = recommended(reports, inputs.workbook, inputs.folded, year.year)
    still = still_open(reports, inputs.workbook, year.year)
    more = (*problems, *wheel_problems(year, inputs.workbook), *links)
    problems = (*inputs.problems, *more)
    return replace(inputs, recommended=known, still_open=still, problems=problems)


def read_folded(year: Year) -> tuple[Folded, tuple[Problem, ...]]:
    """The report of a year as its inputs have it now, and what is wrong with them."""
    inputs = _read_alone(year)
    return inputs.folded, inputs.problems


def problems_with(inputs: YearInputs, more: Sequence[Change]) -> tuple[Problem, ...]:
    """What is wrong in the fold of a year with some more changes, the last ones."""
    folded = folded_with(inputs, (*inputs.changes, *more))
    return (*folded.problems, *_without_place(folded, inputs.outline))


def folded_with(inputs: YearInputs, changes: Sequence[Change]) -> Folded:
    """A year folded with other changes than it has."""
    base = _base(inputs.year, inputs.outline, inputs.workbook, inputs.prose, changes)
    return fold(base, changes)


def folded_until(inputs: YearInputs, ends: Collection[int]) -> Mapping[int, Folded]:
    """A year folded with so many of its changes as each of `ends` says.

    What is taken by other years is read once for all of them.
    """
    base = _base(inputs.year, inputs.outline, inputs.workbook, inputs.prose, inputs.changes)
    return {end: fold(base, inputs.changes[:end]) for end in ends}


def _read_alone(year: Year, before: dt.date | None = None) -> YearInputs:
    """Read and fold a year without what its follow-up says of earlier ones."""
    problems: list[Problem] = []
    template, outline = _template(year, problems)
    network = _network(year, problems)
    organisations = network.organisations if network else ()
    meetings = _meetings(year, organisations, problems)
    changes = (*meeting_changes(meetings), *_decided(year, problems))
    if before is not None:
        changes = tuple(c for c in changes if c.date is not None and c.date < before)
    workbook = _workbook(year, network, lambda: _taken_ids(year, changes), problems)
    if network is not None and (own := workbook.fact(CASE_NUMBER)):
        network = network.model_copy(update={"case_number": own})
    prose = _prose(year, outline, problems)
    folded = fold(_base(year, outline, workbook, prose, changes), changes)
    problems += folded.problems
    problems += _without_place(folded, outline)
    problems += check_planning(meetings, workbook, year.year)
    problems += deadline_problems(folded, workbook, changes, year.year)
    problems += figure_problems(workbook.figures, year.year, workbook.file)
    return YearInputs(
        year=year,
        network=network,
        workbook=workbook,
        meetings=meetings,
        prose=prose,
        changes=changes,
        template=template,
        outline=outline,
        folded=folded,
        problems=tuple(problems),
    )


def _base(
    year: Year,
    outline: TemplateOutline,
    workbook: Workbook,
    prose: Sequence[ProseLine],
    changes: Sequence[Change],
) -> Base:
    """What the changes of a year are folded onto."""
    return Base(
        sections=outline.sections,
        points=workbook.points,
        prose=tuple(prose),
        workbook=workbook.file,
        reserved=_ids_of_other_years(year, changes, workbook),
    )


def _template(year: Year, problems: list[Problem]) -> tuple[bytes, TemplateOutline]:
    path = year.workspace.template
    data = _must(year, path, problems, "template-missing")
    if data is None:
        return b"", TemplateOutline({}, {})
    outline, faults = read_template(data, path.name)
    problems += faults
    return data, outline


def _network(year: Year, problems: list[Problem]) -> Network | None:
    """The network as it is; of a year that is published, as it was then.

    What changes later (a new case number, a municipality that joins) is not that report's.
    """
    latest = versions.latest(year)
    data: bytes | None = None
    if latest is not None and latest.stage == Stage.PUBLISHED:
        data = _network_of(year, latest.version)
    if data is None:
        data = _must(year, year.network_file, problems)
    if data is None:
        return None
    network, faults = read_network(data, year.network_file.name)
    problems += faults
    return network


def _network_of(year: Year, version: str) -> bytes | None:
    """The network's file as the archive has it beside a version; None where it has none."""
    from reportgen.app.archiving import ArchivedYear

    try:
        return ArchivedYear(year).network_file(version)
    except Refusal:
        return None  # as it is then: whoever writes or checks the archive tells what is wrong


def _must(
    year: Year, path: Path, problems: list[Problem], missing: str = "file-missing"
) -> bytes | None:
    """Read a file that has to be there; `missing` says that it is not."""
    try:
        data = files.read(path)
    except InputFaults as faults:
        problems += faults.problems
        return None
    if data is None:
        where = year.workspace.relative(path)
        problems.append(Problem(missing, Location(path.name), {"path": where}))
    return data


def read_meetings(year: Year) -> tuple[MeetingFile, ...]:
    """The meetings of a year as far as they can be read; what is wrong is that year's matter."""
    return _meetings(year, (), [])


def _meetings(
    year: Year, organisations: Sequence[str], problems: list[Problem]
) -> tuple[MeetingFile, ...]:
    paths, passed_over = files.listed(year.meetings, ".yaml", ".yml")
    problems += passed_over
    read: list[MeetingFile] = []
    for path in paths:
        if (data := _must(year, path, problems)) is None:
            continue
        meeting, faults = read_meeting(data, path.name, year.year, organisations)
        problems += faults
        if meeting is not None:
            read.append(meeting)
    problems += same_day(read)
    return in_order(read)


def decided_changes(year: Year) -> tuple[Change, ...]:
    """The changes of ``aendringer/`` that can be read; `read_year` tells what is wrong."""
    return _decided(year, [])


def _decided(year: Year, problems: list[Problem]) -> tuple[Change, ...]:
    paths, passed_over = files.listed(year.decided, ".yaml", ".yml")
    problems += passed_over
    problems += missing_numbers(path.name for path in paths)
    changes: list[Change] = []
    for path in sorted(paths, key=lambda path: (len(path.stem), path.name)):
        if (data := _must(year, path, problems)) is None:
            continue
        read, faults = read_decided(data, path.name)
        problems += faults
        changes += read
    return tuple(changes)


_OF_ORGANISATIONS = frozenset({"workbook-organisation-unknown", "workbook-organisation-misspelt"})


def _workbook(
    year: Year,
    network: Network | None,
    taken: Callable[[], Collection[str]],
    problems: list[Problem],
) -> Workbook:
    from reportgen.sources.workbook.read import read_workbook

    data = _must(year, year.workbook, problems)
    _, passed_over = files.listed(year.inputs, ".xlsx")
    problems += passed_over
    if data is None:
        return Workbook(year.workbook.name)
    organisations = network.organisations if network else ()
    workbook, faults = read_workbook(data, year.workbook.name, organisations, taken)
    # Without the network's file every organisation would be a fault, and the file's own is
    # reported already.
    problems += (p for p in faults if network or p.code not in _OF_ORGANISATIONS)
    return workbook


def _prose(year: Year, outline: TemplateOutline, problems: list[Problem]) -> tuple[ProseLine, ...]:
    """The paragraphs of ``tekster.md``; one in a section that shows no prose is a fault."""
    data = _must(year, year.prose, problems)
    if data is None:
        return ()
    prose, faults = read_prose(data, year.prose.name, outline.sections)
    problems += faults
    shown = outline.prose_sections
    first: dict[str, ProseLine] = {}
    for line in prose:
        first.setdefault(line.section, line)
    problems += (
        Problem(
            "prose-without-place",
            Location(year.prose.name, line=line.line),
            {"section": section},
        )
        for section, line in first.items()
        if section not in shown
    )
    return prose


def _without_place(folded: Folded, outline: TemplateOutline) -> list[Problem]:
    """Prose that a meeting or a decision adds where the template shows none."""
    added = (
        block
        for row, blocks in folded.blocks.items()
        if ids.is_prose_row(row)
        for block in blocks
        if block.steps and block.steps[0].ref
    )
    return [
        Problem("prose-without-place", Location(b.steps[0].place), {"section": b.section})
        for b in added
        if "tekst" not in outline.tags.get(b.section, ())
    ]


def _ids_of_other_years(
    year: Year, changes: Sequence[Change], workbook: Workbook
) -> frozenset[str]:
    """Ids that are taken by other years; read only when a new point could take one.

    A later year was begun with this one's points, so only what began there is its own.
    """
    if not any(change.entry.kind is Kind.ADD for change in changes):
        return frozenset()
    taken = {
        block
        for other in year.workspace.years(year.network)
        if other != year.year
        for block, begun in _ids_in(replace(year, year=other))
        if begun or other < year.year
    }
    return _of_points(taken) - {row.id for row in workbook.points}


def used_ids(year: Year) -> frozenset[str]:
    """Every id of a point in the network's other years."""
    others = (other for other in year.workspace.years(year.network) if other != year.year)
    return _of_points(block for other in others for block, _ in _ids_in(replace(year, year=other)))


_WRITTEN_ID = re.compile(rb"\bid\s*:\s*[\"']?([A-Z][1-9][0-9]*)\b")


def _taken_ids(year: Year, changes: Iterable[Change]) -> frozenset[str]:
    """Every id that a new row of the workbook must not get.

    Those that meetings and decisions name, also in files that cannot be read as they are now;
    those of the network's other years; and those that the latest version of this one shows.
    """
    taken = {change.entry.id for change in changes if change.entry.id}
    for folder in (year.meetings, year.decided):
        for path in files.listed(folder, ".yaml", ".yml")[0]:
            taken |= {id_.decode() for id_ in _WRITTEN_ID.findall(files.tried(path)[0] or b"")}
    others = (other for other in year.workspace.years(year.network) if other != year.year)
    taken |= {id_ for other in others for id_, _ in _ids_in(replace(year, year=other))}
    latest = versions.latest(year)
    return frozenset(
        taken | {block.id for block in versions.blocks_of(latest)} if latest else taken
    )


def _ids_in(year: Year) -> Iterator[tuple[str, bool]]:
    """Every id that a year's inputs name, and whether its point begins there."""
    from reportgen.sources.workbook.read import read_workbook

    if (data := files.tried(year.workbook)[0]) is not None:
        workbook = read_workbook(data, year.workbook.name, ())[0]
        given = frozenset(workbook.missing_ids.values())
        for row in workbook.points:
            if row.id not in given:
                yield row.id, row.status is Status.NEW
        for reply in workbook.follow_ups:
            if reply.id not in given:
                yield reply.id, True
    for change in (*meeting_changes(read_meetings(year)), *decided_changes(year)):
        if change.entry.id:
            yield change.entry.id, change.entry.kind is Kind.ADD


def _of_points(blocks: Iterable[str]) -> frozenset[str]:
    return frozenset(b for b in blocks if ids.is_point_section(ids.section_of(b) or ""))


def sections_with_points(folded: Folded) -> Mapping[str, int]:
    """How many points each list section has."""
    return {section: len(folded.points(section)) for section in ids.LETTERS}
