"""What the network's reports recommended, and what its workbooks answer to that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from reportgen.problems import Location, Problem, Refusal, Severity
from reportgen.report.dates import danish_date
from reportgen.report.ids import RECOMMENDATIONS
from reportgen.report.inputs import FollowUp, Status, Workbook
from reportgen.report.model import Block, Folded
from reportgen.report.recommendations.follow_up import Recommended, is_before_its_report
from reportgen.report.recommendations.register import Answered, Register, Registered, register
from reportgen.report.recorded import RecordedBlock
from reportgen.report.stage import Stage
from reportgen.workspace import files, versions
from reportgen.workspace.places import Year
from reportgen.workspace.versions import Record

Read = Callable[[Year], tuple[Folded, Sequence[Problem]]]


class Reports:
    """The network's years, in the archive or among the inputs, each read once when asked for.

    A year is known as its newest version in the archive has it; only where it is not archived, or
    cannot be read there, are its inputs folded with `read`. With `fresh`, they are folded also
    where nothing is published of the year yet.
    """

    def __init__(self, year: Year, read: Read, *, fresh: bool = False) -> None:
        self._year, self._read, self._fresh = year, read, fresh
        self._asked: dict[int, tuple[Recommended, ...]] = {}
        self._answers: dict[int, tuple[Answered, ...]] = {}
        self.problems: list[Problem] = []
        """What keeps an archived year, or the inputs of another, from being read."""

    @cached_property
    def archived(self) -> frozenset[int]:
        """Years that the archive holds."""
        from reportgen.app import archiving  # every command reads a year, few have to look back

        try:
            listed = archiving.listed(self._year.workspace)
        except Refusal as refusal:
            self.problems.append(refusal.problem)
            return frozenset()
        return frozenset(one["year"] for one in listed if one["network"] == self._year.network)

    @cached_property
    def begun(self) -> frozenset[int]:
        """Years that have inputs."""
        return frozenset(self._year.workspace.years(self._year.network))

    @property
    def all_years(self) -> list[int]:
        """Every year, oldest first."""
        return sorted(self.archived | self.begun)

    @property
    def earlier(self) -> list[int]:
        """The years before this one, latest first."""
        years = self.archived | self.begun
        return sorted((other for other in years if other < self._year.year), reverse=True)

    def asked(self, other: int) -> tuple[Recommended, ...]:
        """What the report of a year recommends."""
        if other not in self._asked:
            self._asked[other] = tuple(self._recommended(replace(self._year, year=other)))
        return self._asked[other]

    def answers(self, other: int) -> tuple[Answered, ...]:
        """What the workbook of a year answers to earlier reports."""
        if other not in self._answers:
            rows = self._follow_ups(replace(self._year, year=other))
            self._answers[other] = tuple(Answered(other, row) for row in rows)
        return self._answers[other]

    def register(self, years: Collection[int], *more: Answered) -> Register:
        """Everything that the reports of `years` asked, and that was answered to it."""
        return register(
            (one for year in years for one in self.asked(year)),
            (*(each for year in years for each in self.answers(year)), *more),
        )

    def _recommended(self, year: Year) -> Iterator[Recommended]:
        record, published = self._record(year)
        folds = self._fresh and published is None and year.year in self.begun
        if record is not None and not folds:
            for kept in record.state.blocks.get(RECOMMENDATIONS, ()):
                yield _of_block(kept, year.year, published)
        elif year.year in self.begun:
            folded, problems = self._read(year)
            self.problems += (each for each in problems if each.severity is Severity.ERROR)
            for block in folded.points(RECOMMENDATIONS):
                yield _of_block(block, year.year, None)

    def _record(self, year: Year) -> tuple[Record | None, dt.date | None]:
        """The newest version of a year, and when it was published first, if it is published."""
        from reportgen.app.archiving import ArchivedYear

        record, published = None, None
        if year.year in self.archived:
            archived = ArchivedYear(year)
            try:
                record = archived.latest_record()
                if record is None:
                    where = Location(year.workspace.relative(year.archived))
                    values = {"year": year.year}
                    self.problems.append(Problem("archive-year-without-version", where, values))
                else:
                    published = archived.published_on()
            except Refusal as refusal:
                self.problems.append(refusal.problem)
        if record is None and (latest := versions.latest(year)):
            is_published = latest.stage == Stage.PUBLISHED
            record, published = latest, latest.date if is_published else None
            return (record, published) if is_published else (None, None)
        return record, published

    def _follow_ups(self, year: Year) -> tuple[FollowUp, ...]:
        from reportgen.app.archiving import ArchivedYear
        from reportgen.sources.workbook.read import read_follow_ups

        data = files.tried(year.workbook)[0] if year.year in self.begun else None
        rows = read_follow_ups(data) if data is not None else None
        if rows is None and year.year in self.archived:
            try:
                data = ArchivedYear(year).file(year.workbook)
            except Refusal:
                return ()  # told with its record, or by whoever checks the archive
            rows = read_follow_ups(data) if data is not None else None
        return rows or ()


def recommended(
    reports: Reports, workbook: Workbook, folded: Folded, year: int
) -> tuple[Mapping[str, Recommended], tuple[Problem, ...]]:
    """What the rows of ``Opfølgning`` answer, by id, and a note on each that is not known.

    `folded` is the report of `year` itself, which no row of it can answer. The latest years are
    looked up first. Before the first report nothing is known, and nothing is said.
    """
    wanted = {item.recommendation for item in workbook.follow_ups if item.recommendation}
    earlier = reports.earlier if wanted else []
    own = {block.id for block in folded.points(RECOMMENDATIONS)}
    known: dict[str, Recommended] = {}
    for other in earlier:
        if wanted <= known.keys():
            break
        # Ids are never used twice, but an older report may have had other words.
        known = {one.id: one for one in reports.asked(other) if one.id in wanted} | known
    unknown = (
        Problem(
            "follow-up-of-own-year" if item.recommendation in own else "follow-up-unknown",
            Location(workbook.file, "Opfølgning", item.cells.get("Anbefaling", "")),
            {"recommendation": item.recommendation, "year": year},
        )
        for item in workbook.follow_ups
        if item.recommendation in wanted - known.keys() and (earlier or item.recommendation in own)
    )
    early = (
        answered_too_early(item, asked, Location(workbook.file, "Opfølgning", item.cells["Dato"]))
        for item in workbook.follow_ups
        if (asked := known.get(item.recommendation)) and is_before_its_report(item, asked)
    )
    return known, (*unknown, *early)


def answered_too_early(row: FollowUp, asked: Recommended, where: Location) -> Problem:
    """That a row is dated before the year of the report that asked."""
    assert row.date is not None
    values = {"recommendation": asked.id, "date": danish_date(row.date), "year": str(asked.year)}
    return Problem("follow-up-before-report", where, values)


def still_open(reports: Reports, workbook: Workbook, year: int) -> tuple[Registered, ...]:
    """What earlier reports put to somebody and nobody has closed by `year`, oldest first."""
    if not reports.earlier:
        return ()
    own = (Answered(year, row) for row in workbook.follow_ups)
    found = reports.register(sorted(reports.earlier), *own)
    return tuple(
        row for row in found.rows if row.asked.year and not row.is_draft and not row.is_closed
    )


def last_put(year: Year) -> tuple[Recommended, ...]:
    """What the report before `year` put to the steering group, the closed ones left out.

    Nothing where that report is not published yet: then nothing has been put to anybody.
    """
    reports = Reports(year, _unread)
    for earlier in reports.earlier[:1]:
        asked = reports.asked(earlier)
        return tuple(one for one in asked if one.published and not one.is_closed)
    return ()


def _unread(year: Year) -> tuple[Folded, Sequence[Problem]]:
    return Folded({}, {}), ()


def _of_block(block: Block | RecordedBlock, year: int, published: dt.date | None) -> Recommended:
    return Recommended(
        block.id,
        year,
        block.heading,
        block.text,
        block.addressee,
        block.asked,
        block.due,
        published,
        block.status == Status.CLOSED,
    )
