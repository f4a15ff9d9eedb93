"""Workspaces to measure on: the sample, and made-up ones of any size.

The same size always gives the same files. A workspace is made in a process of its own
(``python benchmarks/inputs.py FOLDER --points 1000``), since on Linux a child begins with
the peak memory of the process that started it, and the one that measures must stay small.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import yaml

from reportgen.report.inputs import (
    KeyFigure,
    Member,
    PointRow,
    Status,
    WheelEntry,
    Workbook,
)
from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.read import read_workbook

ROOT = Path(__file__).resolve().parent.parent
NETWORK, YEAR = "boern-og-unge", 2022
_SEED = 1522

_WORDS = (
    *("kommunerne", "tilbud", "udvikling", "samarbejde", "netværket"),
    *("familier", "plejefamilier", "dagbehandling", "skole", "fravær"),
    *("overgange", "ungdom", "tidlig", "indsats", "kvalitet"),
    *("økonomi", "rekruttering", "viden", "fælles", "praksis"),
    *("barnets", "perspektiv", "region", "styregruppe", "temadag"),
    *("diagnoser", "udsathed", "forebyggelse", "handleplaner", "kapacitet"),
    *("ventetid", "specialisering", "pårørende", "mål", "opfølgning"),
    *("ramme", "beskrivelse"),
)


def sample(folder: Path, *, figures: bool) -> None:
    """Copy the project's sample network, with its key figures or without them."""
    _template(folder)
    shutil.copytree(ROOT / "inputs" / NETWORK, folder / "inputs" / NETWORK)
    if not figures:
        network = folder / "inputs" / NETWORK
        book = network / str(YEAR) / "aarsrapport.xlsx"
        names = yaml.safe_load((network / "netvaerk.yaml").read_text("utf-8"))["organisationer"]
        content, _ = read_workbook(book.read_bytes(), book.name, names)
        book.write_bytes(create_workbook(names, replace(content, figures=())))


def made_up(folder: Path, *, points: int, figures: int) -> None:
    """Make a network with so many points, spread over the three lists, and key figures."""
    _template(folder)
    network = folder / "inputs" / NETWORK
    shutil.copytree(ROOT / "inputs" / NETWORK, network, ignore=shutil.ignore_patterns("20??"))
    year = network / str(YEAR)
    (year / "moeder").mkdir(parents=True)
    chance = random.Random(_SEED)
    names = yaml.safe_load((network / "netvaerk.yaml").read_text("utf-8"))["organisationer"]
    content = Workbook(
        members=tuple(Member(f"Medlem {i}", name, "Medlem") for i, name in enumerate(names, 1)),
        points=_points(points, chance),
        figures=_figures(figures, names, chance),
        wheel=tuple(WheelEntry(dt.date(YEAR + 1, m, 12), said(chance, 4)) for m in (3, 6, 9)),
    )
    (year / "aarsrapport.xlsx").write_bytes(create_workbook(names, content))
    (year / "tekster.md").write_text(_prose(chance), "utf-8")
    for month in (2, 5, 8, 11):
        meeting = yaml.safe_dump(_meeting(month, names, chance), allow_unicode=True, width=100)
        (year / "moeder" / f"{YEAR}-{month:02d}-11.yaml").write_text(meeting, "utf-8")


def _template(folder: Path) -> None:
    (folder / "templates").mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "aarsrapport.docx", folder / "templates")


def said(chance: random.Random, words: int) -> str:
    """So many words, the first with a capital."""
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def paragraph(chance: random.Random) -> str:
    """Two to four sentences."""
    return " ".join(f"{said(chance, 11)}." for _ in range(chance.randint(2, 4)))


def _points(count: int, chance: random.Random) -> tuple[PointRow, ...]:
    """Two fifths challenges, two fifths recommendations that answer them, one fifth focus areas."""
    letters = "UUAAF"
    numbers = dict.fromkeys("UAF", 0)
    rows = []
    for i in range(count):
        letter = letters[i % 5]
        numbers[letter] += 1
        rows.append(
            PointRow(
                id=f"{letter}{numbers[letter]}",
                heading=said(chance, 4),
                text="\n".join(paragraph(chance) for _ in range(chance.randint(1, 2))),
                status=chance.choice(list(Status)),
                source=f"Netværksmøde {chance.randint(1, 28)}. marts {YEAR}",
                challenge=f"U{numbers[letter]}" if letter == "A" else "",
                priority="Høj" if letter == "F" else "",
            )
        )
    return tuple(sorted(rows, key=lambda row: "UAF".index(row.id[0])))


def _figures(count: int, names: list[str], chance: random.Random) -> tuple[KeyFigure, ...]:
    """Whole indicators of five years for every organisation; the last one may be cut short."""
    rows: list[KeyFigure] = []
    indicator = 0
    while len(rows) < count:
        indicator += 1
        for name in names:
            value = chance.randint(50, 900)
            for year in range(YEAR - 4, YEAR + 1):
                value += chance.randint(-20, 25)
                rows.append(
                    KeyFigure(
                        f"Børn med indsats {indicator}",
                        "antal",
                        name,
                        year,
                        Decimal(value),
                        "Konstruerede tal",
                    )
                )
    return tuple(rows[:count])


def _prose(chance: random.Random) -> str:
    sections = ("1.1 Formål", "1.2 Året kort", "2.1 Opgave og organisering", "3.5 Tendenser")
    said = [f"## {title}\n\n{paragraph(chance)}\n\n{paragraph(chance)}\n" for title in sections]
    return "\n".join(said)


def _meeting(month: int, names: list[str], chance: random.Random) -> dict[str, object]:
    return {
        "moede": {"dato": f"{YEAR}-{month:02d}-11", "tid": "10.00-12.00", "form": "virtuelt"},
        "deltagere": {
            "til_stede": [{"navn": f"Medlem, {n}", "organisation": n} for n in names[:14]],
            "afbud": [{"navn": f"Medlem, {n}", "organisation": n} for n in names[14:]],
        },
        "dagsorden": [
            {
                "nr": str(number),
                "titel": said(chance, 3),
                "uddybning": paragraph(chance),
                "referat": f"{paragraph(chance)}\n{paragraph(chance)}",
                "links": [f"https://example.dk/{month}/{number}"],
            }
            for number in range(1, 7)
        ],
    }


def main() -> None:
    """Make one workspace, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--points", type=int, help="make a network with so many points")
    parser.add_argument("--figures", type=int, default=0, help="and so many key figures")
    parser.add_argument("--sample", choices=("with-figures", "without"))
    asked = parser.parse_args()
    if asked.points is None:
        sample(asked.folder, figures=asked.sample != "without")
    else:
        made_up(asked.folder, points=asked.points, figures=asked.figures)


if __name__ == "__main__":
    main()
