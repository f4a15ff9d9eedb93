"""The page in front of the report: what stands on it, and where each line is from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from reportgen.layout.content import Paragraph, Style
from reportgen.layout.in_short import NOTHING, in_short, whole_lists
from reportgen.layout.sections import Material
from reportgen.report.inputs import FollowUp, KeyFigure, PointRow, ReplyStatus, Status, Workbook
from reportgen.report.recommendations.follow_up import Recommended
from reportgen.report.recommendations.register import Registered
from tests.layout.pages import A4
from tests.layout.test_sections import NETWORK, material

PLACES = {"noegletal": "3.4", "opfoelgning": "3.2"}
ASKED = PointRow(
    "A1",
    "Fælles vagt",
    "Teksten står i 3.7.",
    Status.NEW,
    "Møde",
    addressee="styregruppen",
    asked="at afsøge en fælles vagt.",
    due=dt.date(2025, 6, 1),
)
POINTS = (
    ASKED,
    PointRow("A2", "Uden modtager", "Tekst", Status.NEW, "Møde"),
    PointRow("U1", "Natten", "Tekst", Status.CONTINUED, "Møde"),
    PointRow("U2", "Løst", "Tekst", Status.CLOSED, "Møde"),
    PointRow("F1", "Nattevagt", "", Status.NEW, "Møde"),
)


def told(made: Material) -> list[str]:
    return [
        "".join(run.text for run in block.runs)
        for block in in_short(replace(made, places=PLACES), A4)
        if isinstance(block, Paragraph)
    ]


def of_workbook(**content: object) -> Material:
    workbook = Workbook(points=POINTS, **content)  # type: ignore[arg-type]
    return replace(material(points=POINTS), workbook=workbook)


def recommended(id_: str, year: int, heading: str) -> Recommended:
    return Recommended(id_, year, heading, published=dt.date(year + 1, 2, 1))


def test_points_that_are_open_stand_with_what_is_asked_and_with_the_number_they_are_found_by() -> (
    None
):
    assert told(of_workbook()) == [
        "Netværket anbefaler",
        "Fælles vagt · Til styregruppen · bedes beslutte at afsøge en fælles vagt"
        " · inden 1. juni 2025 (3.7, A1)",
        "Uden modtager (3.7, A2)",
        "Netværket peger på",
        "Natten (3.6, U1)",
        "Netværket arbejder videre med",
        "Nattevagt (4.2, F1)",
    ]


def test_key_figures_stand_with_their_change_and_the_section_that_has_them_all() -> None:
    figures = tuple(
        KeyFigure("Besøg", "antal", name, year, Decimal(10 * year - 20_000), "Optælling")
        for name in NETWORK.organisations
        for year in (2023, 2024)
    )
    assert told(of_workbook(figures=figures))[-2:] == [
        "Nøgletal",
        "Besøg · i alt i 3 organisationer · 720 i 2024 mod 690 i 2023: +30, +4,3 % (3.4)",
    ]


def test_each_earlier_recommendation_stands_once_as_it_stands_by_now() -> None:
    rows = (
        FollowUp("O1", "A7", answer="Ja", status=ReplyStatus.ANSWERED, date=dt.date(2024, 3, 1)),
        FollowUp("O2", "A7", answer="Gjort", status=ReplyStatus.CLOSED, date=dt.date(2024, 9, 1)),
        FollowUp("O3", "A8", case="Sag 8", status=ReplyStatus.WAITING),
    )
    made = replace(
        of_workbook(follow_ups=rows),
        recommended={"A7": recommended("A7", 2023, "Fælles sprog")},
        still_open=(
            Registered(recommended("A3", 2020, "Fra længe siden")),
            Registered(recommended("A9", 2023, "Uden svar")),
        ),
    )
    assert told(made)[-5:] == [
        "Siden sidste årsrapport",
        "Afventer: 2 · Afsluttet: 1",
        "Fælles sprog · afsluttet (3.2, A7)",
        "Sag 8 · afventer (3.2, A8)",
        "Uden svar · afventer (3.2, A9)",
    ]


def test_a_year_without_anything_says_so_in_a_line() -> None:
    made = replace(material(points=()), workbook=Workbook())
    (block,) = in_short(made, A4)
    assert isinstance(block, Paragraph)
    assert block.style is Style.EMPTY
    assert told(made) == [NOTHING]


def test_a_point_that_waits_for_its_heading_stands_by_its_number() -> None:
    made = replace(
        material(points=(PointRow("U1", "", "", Status.NEW, "Møde"),)), workbook=Workbook()
    )
    assert told(made) == ["Netværket peger på", "Nyt punkt (3.6, U1)"]


def test_no_line_is_anybodys_place_for_an_input() -> None:
    blocks = in_short(replace(of_workbook(), places=PLACES), A4)
    assert not any(block.anchor for block in blocks if isinstance(block, Paragraph))


def test_every_line_of_every_list_names_its_source_in_each_of_its_forms() -> None:
    for one in whole_lists(replace(of_workbook(), places=PLACES)):
        for forms in one.entries:
            for runs in forms:
                assert one.section in "".join(run.text for run in runs)
