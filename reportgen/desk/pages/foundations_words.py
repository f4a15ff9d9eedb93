"""What the page of the foundations says of faults, and the way to the file of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from flask import url_for

from reportgen.app.documents import Document, Origin, What, is_opened
from reportgen.desk.pages.year_words import open_title
from reportgen.language.translation import tr
from reportgen.problems import Problem, Severity
from reportgen.problems.catalog import entry
from reportgen.report.dates import danish_date
from reportgen.sources.network import NETWORK_FILE
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.year import YearInputs
    from reportgen.desk.opening import FileList

_MENDS = "reportgen check --fix"
"""What a hint names where the program can fill in what is missing."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a person gets at a file: a page, or the program for its kind."""

    title: str
    href: str = ""
    id: str = ""
    """By which the desk opens it; else `href` leads to a page."""


def groups(problems: Iterable[Problem]) -> list[tuple[str, list[Problem]]]:
    """Faults by the file they are in, which each then does not name; those with errors first."""
    listed = sorted(problems, key=_file_of)
    by_file = [(file, sorted(group, key=_weight)) for file, group in groupby(listed, _file_of)]
    in_order = sorted(by_file, key=lambda each: _weight(each[1][0]))
    return [(file, [_placed(problem) for problem in group]) for file, group in in_order]


def _placed(problem: Problem) -> Problem:
    """Without the file, and without the line where a person knows the place otherwise."""
    where = problem.location
    is_known = where.item or "section" in problem.values
    line = 0 if is_known else where.line
    return replace(problem, location=replace(where, file="", line=line))


def _file_of(problem: Problem) -> str:
    return problem.location.file


def _weight(problem: Problem) -> bool:
    return problem.severity is not Severity.ERROR


def count_errors(problems: Iterable[Problem]) -> int:
    """How many keep a version from being made."""
    return sum(problem.severity is Severity.ERROR for problem in problems)


def can_be_mended(problems: Iterable[Problem]) -> bool:
    """Whether the program can fill in what some of them lack."""
    return any(_MENDS in entry(problem.code).hint for problem in problems)


def own_case(inputs: YearInputs, said: str) -> str:
    """The case number that the year has of its own, where the network's file says `said`."""
    used = inputs.network.case_number if inputs.network is not None else None
    return used or "" if used != said else ""


def file_title(file: str, year: Year) -> str:
    """What a file is to the person who works with it, by its name or its path."""
    file = file.rpartition("/")[2]
    known = {
        year.workbook.name: tr("The workbook"),
        year.prose.name: tr("The texts of the report"),
        year.workspace.template.name: tr("The template"),
        year.workspace.case_template.name: tr("The template of the case"),
        NETWORK_FILE: tr("The network"),
        "": tr("The year"),
    }
    if (day := _day_of(file)) is not None:
        return tr("The meeting of {day}").format(day=danish_date(day))
    return known.get(file, file)


def _day_of(file: str) -> dt.date | None:
    """The day of a meeting, by the name of its file."""
    stem, _, ending = file.rpartition(".")
    try:
        return dt.date.fromisoformat(stem[:10]) if ending == "yaml" else None
    except ValueError:
        return None


def way_to(year: Year, file: str, opened: FileList) -> Way | None:
    """The way to a file, if there is one."""
    templates = year.workspace.template, year.workspace.case_template
    office = {path.name: path for path in (year.workbook, *templates)}
    if (path := office.get(file)) is not None and is_opened(path):
        document = Document(path, What.WORKBOOK, Origin.OURS)
        return Way(open_title(document), id=opened.id_of(document))
    if file == NETWORK_FILE:
        return Way(tr("Put it right below"), href="#network")
    if file == year.prose.name:
        return Way(tr("To the report"), href=_url("report.show", year))
    if _day_of(file) is not None:
        href = _url("meetings.one", year, name=file.removesuffix(".yaml"))
        return Way(tr("To the meeting"), href=href)
    return None


def _url(endpoint: str, year: Year, name: str | None = None) -> str:
    return url_for(endpoint, network=year.network, number=year.year, name=name)
