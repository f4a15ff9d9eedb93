"""What stands in the sections: members, meetings, follow-up, wheel, points and sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from reportgen.layout.content import Paragraph, Style, Table
from reportgen.layout.sections import UNWORDED, Material, section_content
from reportgen.report.folding.fold import fold
from reportgen.report.inputs import Member, PointRow, Status
from reportgen.report.meeting import Meeting, Network
from reportgen.report.model import Base, ProseLine
from reportgen.report.recommendations.follow_up import Recommended
from reportgen.report.recommendations.register import Registered
from reportgen.report.wording.text import parse
from tests.workspaces import CONTENT

NETWORK = Network.model_validate(
    {
        "navn": "Netværk",
        "kortnavn": "N",
        "rammeaftale": "R",
        "styregruppe": "S",
        "sekretariat": {"organisation": "Åby Kommune"},
        "organisationer": ["Åby Kommune", "Bæk Kommune", "Region Øst"],
    }
)
SECTIONS = dict.fromkeys(("1.1", "2.2", "2.3", "3.2", "3.6", "3.7", "4.1", "4.2", "Bilag 1"), "")


def meeting(**more: object) -> Meeting:
    return Meeting.model_validate({"moede": {"dato": "2024-03-01", "form": "virtuelt"}, **more})


def material(*meetings: Meeting, points: tuple[PointRow, ...] = CONTENT.points) -> Material:
    prose = (ProseLine("1.1", 1, "En **fed** linje.", 2), ProseLine("1.1", 2, "- et punkt", 3))
    folded = fold(Base(SECTIONS, points, prose), ())
    return Material(NETWORK, 2024, replace(CONTENT, points=points), meetings, folded)


def only_table(made: Material, section: str, tag: str) -> Table:
    (blocks,) = section_content(made, section, [tag])
    return next(block for block in blocks if isinstance(block, Table))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def paragraphs(made: Material, section: str, tag: str) -> list[Paragraph]:
    (blocks,) = section_content(made, section, [tag])
    return [block for block in blocks if isinstance(block, Paragraph)]


def plain(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def test_members_stand_in_the_networks_order_with_the_terms_that_were_not_the_whole_year() -> None:
    members = (
        Member("B", "Bæk Kommune", "Medlem", until=dt.date(2024, 6, 30)),
        Member("A", "Åby Kommune", "Formand", since=dt.date(2020, 1, 1)),
        Member("Gammel", "Åby Kommune", "Medlem", until=dt.date(2023, 12, 31)),
        Member("Kommende", "Åby Kommune", "Medlem", since=dt.date(2025, 1, 1)),
    )
    made = replace(material(), workbook=replace(CONTENT, members=members))
    table = only_table(made, "2.2", "medlemmer")
    assert texts(table) == [
        ["Åby Kommune", "A", "Formand"],
        ["Bæk Kommune", "B (til 30. juni 2024)", "Medlem"],
    ]
    assert "Region Øst" in table.source


def test_regrets_are_not_presence_and_silence_is_neither() -> None:
    held = meeting(
        deltagere={
            "til_stede": [{"navn": "x", "organisation": "Åby Kommune"}],
            "afbud": [
                {"navn": "y", "organisation": "Åby Kommune"},
                {"navn": "z", "organisation": "Bæk Kommune"},
            ],
        }
    )
    later = meeting(
        moede={"dato": "2024-05-01"},
        deltagere={"til_stede": [{"navn": "v", "organisation": "Åby Kommune"}]},
    )
    (blocks,) = section_content(material(held, later), "2.3", ["moeder"])
    attendance = blocks[1]
    assert isinstance(attendance, Table)
    assert texts(attendance) == [
        ["Åby Kommune", "Til stede, afbud", "Til stede"],
        ["Bæk Kommune", "Afbud", "–"],
        ["Region Øst", "–", "–"],
    ]
    assert "ikke fremgår" in attendance.source


def test_attendance_of_a_single_meeting_is_a_list_of_who_came_with_everyone_in_it_once() -> None:
    held = meeting(
        deltagere={
            "til_stede": [{"navn": name, "organisation": "Åby Kommune"} for name in "xy"],
            "afbud": [{"navn": "z", "organisation": "Bæk Kommune"}],
        }
    )
    made = material(held)
    heading, *lines = paragraphs(made, "2.3", "moeder")
    assert heading.style is Style.SUBHEADING
    assert plain(heading) == "Deltagelse på mødet 1. marts 2024"
    assert [plain(line) for line in lines] == [
        "Til stede: Åby (2).",
        "Afbud: Bæk.",
        "Fremgår ikke af referatet: Region Øst.",
    ]
    (blocks,) = section_content(made, "2.3", ["moeder"])
    assert len([block for block in blocks if isinstance(block, Table)]) == 1


def test_a_meeting_shows_its_date_form_topics_and_guests() -> None:
    held = meeting(
        deltagere={"til_stede": [{"navn": "k", "organisation": "KL", "punkter": [1]}]},
        dagsorden=[{"nr": "1", "titel": "Velkomst"}, {"nr": None, "titel": "Eventuelt"}],
    )
    assert texts(only_table(material(held), "2.3", "moeder")) == [
        ["1. marts 2024", "Virtuelt", "Velkomst · Eventuelt\nGæster: KL"]
    ]


@pytest.mark.parametrize(
    ("count", "widths"), [(2, [2]), (6, [6]), (7, [3, 4]), (8, [4, 4]), (13, [4, 4, 5])]
)
def test_many_meetings_are_shared_evenly_between_tables_of_readable_width(
    count: int, widths: list[int]
) -> None:
    people = {"til_stede": [{"navn": "x", "organisation": "Åby Kommune"}]}
    held = tuple(
        Meeting.model_validate(
            {"moede": {"dato": f"2024-{n % 12 + 1:02d}-01"}, "deltagere": people}
        )
        for n in range(count)
    )
    (blocks,) = section_content(material(*held), "2.3", ["moeder"])
    _, *attendance = (block for block in blocks if isinstance(block, Table))
    assert [len(table.columns) - 1 for table in attendance] == widths


def test_a_table_of_one_is_read_aloud_as_one_and_with_all_its_columns() -> None:
    member = Member("A", "Åby Kommune", "Formand", email="a@aaby.example.dk")
    made = replace(material(meeting()), workbook=replace(CONTENT, members=(member,)))
    assert [
        only_table(made, *shown).summary for shown in (("2.2", "medlemmer"), ("2.3", "moeder"))
    ] == [
        "1 medlem med organisation, navn, rolle og e-mail.",
        "1 møde med dato, form, sted og emner.",
    ]


def test_a_point_is_its_heading_its_text_and_where_it_is_from() -> None:
    found = paragraphs(material(), "3.6", "udfordringer")
    assert [(p.style, p.anchor) for p in found[:3]] == [
        (Style.POINT, "U1#h"),
        (Style.POINT_TEXT, "U1#t1"),
        (Style.SOURCE, "U1#m"),
    ]
    assert plain(found[2]) == "Kilde: Rapport 2023 · Status: fortsat · U1"


def test_a_recommendation_names_the_challenge_it_answers() -> None:
    point = PointRow("A1", "Vagt", "Tekst", Status.NEW, "Møde", challenge="U1")
    found = paragraphs(material(points=(*CONTENT.points, point)), "3.7", "anbefalinger")
    assert plain(found[-1]).startswith("Svarer på udfordring U1, Natten · Kilde: Møde")


def test_what_an_earlier_report_asked_is_text_and_no_markup() -> None:
    asked = Recommended("A1", 2023, "Vagt", asked="om **alle** [vagter](https://x.dk) skal deles")
    made = replace(material(), still_open=(Registered(asked),))
    (blocks,) = section_content(made, "3.2", ["opfoelgning"])
    (row,) = texts(blocks[-1])
    (line,) = parse(row[1])
    assert line.plain == "Bedes beslutte, om **alle** [vagter](https://x.dk) skal deles"


def test_a_point_nobody_has_worded_keeps_its_place() -> None:
    from reportgen.problems import Location
    from reportgen.report.entries import Entry
    from reportgen.report.model import Change

    entry = Entry.model_validate({"afsnit": "3.6", "id": "U3", "art": "tilføj", "input": "Noget."})
    change = Change("2024-03-01/2/1", entry, "m", "Møde", Location("m.yaml"))
    made = replace(material(), folded=fold(Base(SECTIONS, CONTENT.points), (change,)))
    found = paragraphs(made, "3.6", "udfordringer")
    heading, text = found[-3], found[-2]
    assert (plain(heading), heading.pending) == ("Nyt punkt", ("2024-03-01/2/1",))
    assert (plain(text), text.anchor) == (UNWORDED, "U3#w")


def test_prose_keeps_its_marks_and_its_places() -> None:
    found = paragraphs(material(), "1.1", "tekst")
    assert [(p.anchor, p.style) for p in found] == [
        ("1.1/1#t1", Style.BODY),
        ("1.1/2#t1", Style.BULLET),
    ]
    assert [run.bold for run in found[0].runs] == [False, True, False]


def test_a_section_without_content_says_so_once_at_its_last_tag() -> None:
    empty = replace(material(), workbook=replace(CONTENT, follow_ups=()))
    prose, follow_up = section_content(empty, "3.2", ["tekst", "opfoelgning"])
    assert prose == ()
    (sentence,) = follow_up
    assert isinstance(sentence, Paragraph)
    assert sentence.style is Style.EMPTY


def test_links_say_where_they_lead_and_are_listed_once() -> None:
    long = "https://www.example.dk/" + "meget-lang-sti/" * 12 + "dokument.pdf"
    held = meeting(
        dagsorden=[
            {"nr": "1", "titel": "A", "links": ["[Vejledning](https://example.dk/v)", long]},
            {"nr": "2", "titel": "B", "links": ["[Vejledning](https://example.dk/v)"]},
        ]
    )
    runs = [run for p in paragraphs(material(held), "Bilag 1", "kilder") for run in p.runs]
    links = [run for run in runs if run.href]
    assert links[0].text == "Vejledning"
    assert len(links) == 2
    assert links[1].href == long
    assert links[1].text.startswith("example.dk/")
    assert len(links[1].text) <= 75


def test_an_answer_stands_beside_what_the_earlier_report_recommended() -> None:
    (row,) = CONTENT.follow_ups
    known = Recommended("A9", 2023, "Fælles sprog", "Vi anbefaler ét sprog.\nOgså i breve.")
    answered = replace(
        material(),
        workbook=replace(CONTENT, follow_ups=(replace(row, case="Sag 24/17"),)),
        recommended={"A9": known},
    )
    assert texts(only_table(answered, "3.2", "opfoelgning")) == [
        [
            "**A9, Fælles sprog**\nVi anbefaler ét sprog.",
            "Vi ser på det.",
            "Styregruppen, 1. februar 2024\nSag 24/17",
            "Besvaret",
        ]
    ]
    as_laid_out = replace(material(), recommended={"A9": known})
    shown = texts(only_table(as_laid_out, "3.2", "opfoelgning"))
    assert shown[0][2] == "Styregruppen, 1. februar 2024"


def test_follow_up_and_wheel_show_every_row_with_its_cells() -> None:
    follow = only_table(material(), "3.2", "opfoelgning")
    assert texts(follow) == [
        ["A9, Fælles sprog", "Vi ser på det.", "Styregruppen, 1. februar 2024", "Besvaret"]
    ]
    wheel = only_table(material(), "4.1", "aarshjul")
    assert texts(wheel) == [["7. februar 2025", "Nattevagt", "Fysisk, Bæk"]]
