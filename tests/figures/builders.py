"""Key figures for tests, from one terse line each."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from reportgen.report.inputs import KeyFigure

FAXE, GREVE, LEJRE, REGION = "Faxe Kommune", "Greve Kommune", "Lejre Kommune", "Region Sjælland"
ORGANISATIONS = (FAXE, GREVE, LEJRE, REGION)

SEVENTEEN = tuple(
    f"{name} Kommune"
    for name in (
        *("Faxe", "Greve", "Guldborgsund", "Holbæk", "Kalundborg", "Køge", "Lejre", "Lolland"),
        *("Næstved", "Odsherred", "Ringsted", "Roskilde", "Slagelse", "Solrød", "Sorø"),
        *("Stevns", "Vordingborg"),
    )
)


def figures(
    indicator: str, unit: str, values: dict[str, dict[int, str]], source: str = "Indberetning"
) -> list[KeyFigure]:
    """Make rows from ``{organisation: {year: value}}``; the first stands in row 2."""
    made: list[KeyFigure] = []
    for organisation, by_year in values.items():
        for year, value in by_year.items():
            cells = {"Indikator": f"A{len(made) + 2}", "År": f"D{len(made) + 2}"}
            cells["Værdi"] = f"E{len(made) + 2}"
            made.append(
                KeyFigure(indicator, unit, organisation, year, Decimal(value), source, cells)
            )
    return made


def values(places: int = 2, least: int = -(10**9)) -> st.SearchStrategy[Decimal]:
    """Values as people type them, with at most `places` decimals."""
    return st.decimals(least, 10**9, allow_nan=False, allow_infinity=False, places=places)


@st.composite
def sheets(
    draw: st.DrawFn, unit: str = "antal", years: tuple[int, int] = (2010, 2022)
) -> list[KeyFigure]:
    """Rows of one indicator, each organisation and year at most once, in any order."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(ORGANISATIONS), st.integers(*years)),
            min_size=1,
            max_size=24,
            unique=True,
        )
    )
    return [
        KeyFigure(
            "Antal sager" if unit == "antal" else "Dækning",
            unit,
            organisation,
            year,
            draw(values()),
            "Indberetning",
            {"Værdi": f"E{row}"},
        )
        for row, (organisation, year) in enumerate(keys, start=2)
    ]
