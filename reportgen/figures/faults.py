"""What looks wrong with the key figures once they are seen together, against the report's year.

Faults of single rows (a figure given twice, two units for one indicator) are found where the
workbook is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.problems import Location, Problem
from reportgen.report.inputs import KeyFigure

_SHEET = "Nøgletal"


def figure_problems(figures: Sequence[KeyFigure], year: int, file: str) -> tuple[Problem, ...]:
    """Warn of figures later than the report of `year`, and of indicators without that year.

    `file` is the workbook's name, for the location.
    """
    problems: list[Problem] = []
    latest: dict[str, KeyFigure] = {}
    for figure in figures:
        if figure.year > year:
            values = {"year": figure.year, "report": year}
            problems.append(Problem("figure-after-year", _at(figure, file, "År"), values))
            continue
        if figure.year >= latest.setdefault(figure.indicator, figure).year:
            latest[figure.indicator] = figure
    problems += [
        Problem(
            "figures-none-this-year",
            _at(figure, file, "Indikator"),
            {"indicator": indicator, "year": figure.year, "report": year},
        )
        for indicator, figure in latest.items()
        if figure.year < year
    ]
    return tuple(problems)


def _at(figure: KeyFigure, file: str, column: str) -> Location:
    return Location(file=file, sheet=_SHEET, cell=figure.cells.get(column, ""))
