"""Twelve years of the sample's network, each published and archived, for what looks back on them.

Each report has six recommendations; the workbooks of the years after answer some and close some.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.app.generate import generate
from reportgen.app.hearing.applying import apply
from reportgen.app.hearing.collecting import answer
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.publish import publish
from reportgen.problems import Problem
from reportgen.report.inputs import FollowUp, PointRow, ReplyStatus, Status
from reportgen.sources.network import read_network
from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.read import read_workbook
from reportgen.workspace.places import Workspace, Year

ROOT = Path(__file__).resolve().parents[2]
NETWORK = "boern-og-unge"
FIRST, LAST = 2011, 2022
RECOMMENDED = (
    ("Fælles vagt uden for kontortid", "afsøge en fælles vagt"),
    (
        "Overgang fra børne- til voksenområdet",
        "fastlægge, hvem der holder i den unges plan fra det 16. til det 20. år, og at lade "
        "ungerådgivningen, jobcenteret og handicapområdet skrive den sammen",
    ),
    ("Specialundervisningstilbud på tværs af kommunegrænser", "lave en fælles oversigt"),
    ("Plejefamilier", "betale for et fælles kursus til nye plejefamilier"),
    ("Ventetid på udredning i børne- og ungdomspsykiatrien", "rejse sagen over for regionen"),
    ("Data", "sætte rammen for, hvilke tal kommunerne deler"),
)
"""Each year's recommendations, and what the steering group is asked to decide."""
EACH = len(RECOMMENDED)
WITHOUT_DEADLINE = 3
"""Which of them has no deadline."""


def lay_out_many_years(root: Path, last: int = LAST) -> Year:
    """Lay them out in the empty folder `root`; the last year is given back."""
    shutil.copytree(ROOT / "templates", root / "templates")
    sample = ROOT / "inputs" / NETWORK
    (root / "inputs" / NETWORK).mkdir(parents=True)
    shutil.copyfile(sample / "netvaerk.yaml", root / "inputs" / NETWORK / "netvaerk.yaml")
    for number in range(FIRST, last + 1):
        year = Year(Workspace(root), NETWORK, number)
        _inputs(year, sample / "2022")
        _published(year)
    return year


def _inputs(year: Year, sample: Path) -> None:
    """The sample's own workbook and texts, with the recommendations and answers of `year`."""
    year.meetings.mkdir(parents=True)
    shutil.copyfile(sample / year.prose.name, year.prose)
    network, _ = read_network(year.network_file.read_bytes(), "")
    assert network is not None
    data = (sample / year.workbook.name).read_bytes()
    book, _ = read_workbook(data, "", network.organisations)
    before = asked_before(year.year)
    points = tuple(
        PointRow(
            f"A{before + n}",
            heading,
            "Netværksgruppen anbefaler, at kommunerne gør det sammen.",
            Status.NEW,
            "Netværksmøde",
            addressee="styregruppen",
            asked=asked,
            due=None if n == WITHOUT_DEADLINE else dt.date(year.year + 2, 6, 1),
            sheet="Anbefalinger",
        )
        for n, (heading, asked) in enumerate(RECOMMENDED, 1)
    )
    members = tuple(replace(each, since=None, until=None) for each in book.members)
    figures = tuple(replace(each, year=each.year - 2022 + year.year) for each in book.figures)
    kept = tuple(each for each in book.points if each.sheet != "Anbefalinger")
    made = replace(
        book,
        members=members,
        figures=figures,
        points=(*kept, *points),
        follow_ups=tuple(answers(year.year)),
        wheel=(),
    )
    year.workbook.write_bytes(create_workbook(network.organisations, made))


def asked_before(year: int) -> int:
    """The number of the last recommendation before a year; the first are the sample's own."""
    return 200 + (year - FIRST) * EACH


def answers(year: int) -> Iterator[FollowUp]:
    """The answers of a year: one closes at once, one after three years, one is answered."""
    for place, (age, status) in enumerate(
        ((1, ReplyStatus.CLOSED), (1, ReplyStatus.ANSWERED), (3, ReplyStatus.CLOSED))
    ):
        if year - age >= FIRST:
            asked = asked_before(year - age) + place + 1
            number = (year - FIRST) * 3 + place + 1
            day = dt.date(year, 3, 10)
            yield FollowUp(f"O{number}", f"A{asked}", "", "Styregruppen", day, "Ja.", status)


def _published(year: Year) -> None:
    autumn = dt.datetime(year.year, 11, 15, 9, tzinfo=dt.UTC)
    open_hearing(year, autumn, dt.date(year.year, 12, 1))
    answer(year, "Køge Kommune", None, autumn, _say)
    apply(year, (), autumn, _say)
    generate(year, dt.date(year.year, 12, 6))
    assert publish(year, dt.date(year.year + 1, 2, 15)).record


def _say(problem: Problem) -> str:
    return problem.code
