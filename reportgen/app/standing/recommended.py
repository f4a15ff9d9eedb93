"""What earlier reports recommended: the answers in this year's workbook are answers to that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from reportgen.problems import Location, Problem, Refusal
from reportgen.report.follow_up import Recommended
from reportgen.report.ids import RECOMMENDATIONS
from reportgen.report.inputs import Status, Workbook
from reportgen.report.model import Folded
from reportgen.report.stage import Stage
from reportgen.workspace.places import Year
from reportgen.workspace.versions import Record


def recommended(
    year: Year, workbook: Workbook, read: Callable[[Year], Folded]
) -> tuple[Mapping[str, Recommended], tuple[Problem, ...]]:
    """What the rows of ``Opfølgning`` answer, by id, and a note on each that is not known.

    A year is looked up as its newest version in the archive has it, the latest year first;
    only where it is not archived, or cannot be read there, are its inputs folded with
    `read`. Before the first report nothing is known, and nothing is said.
    """
    wanted = {item.recommendation for item in workbook.follow_ups if item.recommendation}
    earlier = _earlier_years(year) if wanted else []
    known: dict[str, Recommended] = {}
    for other in earlier:
        if wanted <= known.keys():
            break
        record = _archived(replace(year, year=other))
        listed = _of_record(record, other) if record else _of_inputs(year, other, read)
        # Ids are never used twice, but an older report may have had other words.
        known = {one.id: one for one in listed if one.id in wanted} | known
    return known, tuple(
        Problem(
            "follow-up-unknown",
            Location(workbook.file, "Opfølgning", item.cells.get("Anbefaling", "")),
            {"recommendation": item.recommendation},
        )
        for item in workbook.follow_ups
        if earlier and item.recommendation in wanted - known.keys()
    )


def last_put(year: Year) -> tuple[Recommended, ...]:
    """What the report before `year` put to the steering group, the closed ones left out.

    Nothing where that report is not published yet: then nothing has been put to anybody.
    """
    for earlier in _earlier_years(year)[:1]:
        record = _archived(replace(year, year=earlier))
        if record is not None and record.stage == Stage.PUBLISHED:
            return tuple(_of_record(record, earlier, only_open=True))
    return ()


def _earlier_years(year: Year) -> list[int]:
    """The network's years before this one, in the archive or among the inputs, latest first."""
    from reportgen.app import archiving  # every command reads a year, few have to look back

    try:
        archived = {
            entry["year"]
            for entry in archiving.listed(year.workspace)
            if entry["network"] == year.network
        }
    except Refusal:
        archived = set()  # an archive that cannot be read is told of where it is used
    known = archived | set(year.workspace.years(year.network))
    return sorted((other for other in known if other < year.year), reverse=True)


def _archived(year: Year) -> Record | None:
    from reportgen.app import archiving

    try:
        return archiving.ArchivedYear(year).latest_record()
    except Refusal:
        return None


def _of_record(record: Record, year: int, *, only_open: bool = False) -> Iterator[Recommended]:
    for block in record.state.blocks.get(RECOMMENDATIONS, ()):
        if not (only_open and block.status == Status.CLOSED):
            yield Recommended(block.id, year, block.heading, block.text)


def _of_inputs(year: Year, earlier: int, read: Callable[[Year], Folded]) -> Iterator[Recommended]:
    folded = read(replace(year, year=earlier))
    for block in folded.points(RECOMMENDATIONS):
        yield Recommended(block.id, earlier, block.heading, block.text)
