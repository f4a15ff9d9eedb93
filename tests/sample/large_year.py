"""The sample's network in a large year: 40 recommendations, 17 parties, 12 years of figures.

Where it is asked for, the eleven years before it are published and archived, with what nobody
has answered of their recommendations.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import yaml

from reportgen.report.inputs import (
    FollowUp,
    KeyFigure,
    Member,
    PointRow,
    ReplyStatus,
    Status,
    WheelEntry,
)
from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.read import read_workbook
from reportgen.workspace.places import Workspace, Year
from tests.sample.many_years import answers, lay_out_many_years

ROOT = Path(__file__).resolve().parents[2]
YEARS = range(2011, 2023)
RECOMMENDATIONS = 40

_TEXT = (
    "Netværket anbefaler, at styregruppen tager initiativ til en fælles kortlægning, så "
    "kommunerne kan se, hvor tilbuddene er, og hvad de koster. Det bør ske inden sommer."
)
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_INDICATORS = (
    ("Underretninger", "antal", 900),
    ("Andel elever i specialtilbud", "pct.", 7),
    ("Udgift til forebyggelse", "1.000 kr.", 21_000),
    ("Ventetid til udredning", "dage", 40),
)


def large_year(root: Path, *, with_earlier: bool = False) -> Year:
    """Write the workspace into `root`."""
    if with_earlier:
        lay_out_many_years(root, YEARS[-2])
    for folder in ("inputs", "templates"):
        shutil.copytree(ROOT / folder, root / folder, dirs_exist_ok=True)
    year = Year(Workspace.at(root), "boern-og-unge", 2022)
    told = yaml.safe_load(year.network_file.read_text("utf-8"))
    names = told["organisationer"]
    content, _ = read_workbook(year.workbook.read_bytes(), year.workbook.name, names)
    content = replace(
        content,
        members=tuple(_member(number, name) for number, name in enumerate(names)),
        points=(*content.points, *map(_recommendation, range(1, RECOMMENDATIONS + 1))),
        figures=tuple(_figures(names)),
        follow_ups=tuple(answers(year.year)) if with_earlier else _all_answered(),
        wheel=tuple(
            WheelEntry(dt.date(2023, month, 12), f"Tema {month}: overgange", "fysisk", "Ringsted")
            for month in (2, 4, 5, 6, 8, 9, 10, 12)
        ),
    )
    year.workbook.write_bytes(create_workbook(names, content))
    for month in (2, 4, 6, 9):
        _write_meeting(year, month, names)
    return year


def _member(number: int, name: str) -> Member:
    place = (
        name.split(maxsplit=1)[0]
        .lower()
        .translate(str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"}))
    )
    mail = f"leder.boern.unge.{number}@{place}.example.dk"
    return Member(f"Leder {number}", name, "Medlem", email=mail)


def _recommendation(number: int) -> PointRow:
    heading = f"Fælles kortlægning af område {number}"
    asked = f"lade sekretariatet kortlægge område {number} i alle 17 kommuner"
    return PointRow(
        f"A{number + 100}",
        heading,
        _TEXT,
        Status.NEW,
        "Netværkets udkast",
        addressee="styregruppen",
        asked=asked if number % 3 else "",
        due=dt.date(2023, 6, 1) if number % 2 else None,
    )


def _figures(names: list[str]) -> list[KeyFigure]:
    """Figures of every municipality, all years, each moving in its own way."""
    return [
        KeyFigure(
            indicator,
            unit,
            name,
            year,
            Decimal(level + level * ((place * 37 + year * place) % 90) // 100),
            "Konstruerede tal",
        )
        for indicator, unit, level in _INDICATORS
        for place, name in enumerate(names[:17], 1)
        for year in YEARS
    ]


def _all_answered() -> tuple[FollowUp, ...]:
    return tuple(
        FollowUp(
            f"O{number}",
            f"A{number + 200}",
            f"Sag nr. {number}",
            "Styregruppen",
            dt.date(2022, 3, 10),
            "Styregruppen tager sagen op, når kommunernes budgetter er lagt.",
            ReplyStatus.ANSWERED,
        )
        for number in range(1, RECOMMENDATIONS + 1)
    )


def _write_meeting(year: Year, month: int, names: list[str]) -> None:
    met = {
        "moede": {"dato": dt.date(2022, month, 4), "form": "fysisk", "sted": "Ringsted"},
        "deltagere": {
            "til_stede": [
                {"navn": f"Leder {place}", "organisation": name}
                for place, name in enumerate(names)
                if (place + month) % 5
            ]
        },
        "dagsorden": [{"nr": str(n), "titel": f"Tema {n} om overgange"} for n in range(1, 9)],
    }
    path = year.meetings / f"2022-{month:02d}-04.yaml"
    path.write_text(yaml.safe_dump(met, allow_unicode=True, sort_keys=False), "utf-8")
