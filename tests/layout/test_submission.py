"""What stands in the steering group's case: every recommendation once, and nothing worded anew."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reportgen.layout.content import Paragraph, Style
from reportgen.layout.submission import NOT_STATED, UNDECIDED, Submission, submission_content
from reportgen.layout.tags import CASE
from reportgen.report.folding.fold import fold
from reportgen.report.inputs import PointRow, Status
from reportgen.report.model import Base, Folded
from reportgen.report.wording.text import parse
from tests.layout.test_sections import SECTIONS, plain
from tests.workspaces import CONTENT

ADDRESSEES = ("", "styregruppen", "Styregruppen", "Til styregruppen", "kommunerne", "K17")
DECISIONS = ("", "sætte rammen", "at sætte rammen.", " ")
DAY = dt.date(2025, 6, 1)


def folded(*points: PointRow) -> Folded:
    return fold(Base(SECTIONS, points, ()), ())


def case(made: Folded, economy: str = "", attachments: Sequence[str] = ()) -> Submission:
    return Submission(made, (), None, economy, attachments)


def paragraphs(submission: Submission, tag: str) -> list[Paragraph]:
    (blocks,) = submission_content(submission, [tag])
    return [block for block in blocks if isinstance(block, Paragraph)]


def lines(submission: Submission, tag: str) -> list[str]:
    return [plain(each) for each in paragraphs(submission, tag)]


@st.composite
def recommendations(draw: st.DrawFn) -> tuple[PointRow, ...]:
    return tuple(
        PointRow(
            f"A{number}",
            f"Sag {number}",
            status=draw(st.sampled_from(Status)),
            addressee=draw(st.sampled_from(ADDRESSEES)),
            asked=draw(st.sampled_from(DECISIONS)),
            due=draw(st.sampled_from((None, DAY))),
        )
        for number in range(1, draw(st.integers(1, 12)) + 1)
    )


def heading_over(point: PointRow) -> str:
    if point.status is Status.CLOSED:
        return "afsluttede anbefalinger"
    named = point.addressee.casefold().removeprefix("til ")
    return f"til {named}" if named else "uden modtager"


@given(recommendations())
def test_every_recommendation_stands_once_under_whom_it_is_put_to(
    points: tuple[PointRow, ...],
) -> None:
    under: dict[str, str] = {}
    heading = ""
    for each in paragraphs(case(folded(*points)), "indstilling"):
        if each.style is Style.SUBHEADING:
            heading = plain(each)
        elif each.style is Style.POINT:
            assert plain(each) not in under
            under[plain(each)] = heading.casefold()
    assert under == {point.heading: heading_over(point) for point in points}


@given(recommendations())
def test_each_that_is_open_says_what_is_to_be_decided_or_is_marked(
    points: tuple[PointRow, ...],
) -> None:
    said = Counter(lines(case(folded(*points)), "indstilling"))
    still = [point for point in points if point.status is not Status.CLOSED]
    marked = [point for point in still if not point.asked.strip()]
    assert sum(n for line, n in said.items() if line.startswith(UNDECIDED)) == len(marked)
    asked = sum(n for line, n in said.items() if line.startswith("Bedes beslutte at sætte rammen"))
    assert asked == len(still) - len(marked)
    due = sum(n for line, n in said.items() if "1. juni 2025" in line)
    assert due == sum(point.due is not None for point in still)


def test_those_without_an_addressee_stand_after_the_others_and_those_that_are_closed_last() -> None:
    points = (
        PointRow("A1", "Afsluttet", status=Status.CLOSED, addressee="K17", asked="mødes"),
        PointRow("A2", "Uden"),
        PointRow("A3", "Med", addressee="K17"),
    )
    assert [
        plain(each)
        for each in paragraphs(case(folded(*points)), "indstilling")
        if each.style is Style.SUBHEADING
    ] == ["Til K17", "Uden modtager", "Afsluttede anbefalinger"]


def test_a_question_is_not_ended_twice() -> None:
    point = PointRow("A1", "Sag", addressee="K17", asked="afgøre, hvem der gør hvad?")
    assert "Bedes beslutte at afgøre, hvem der gør hvad?" in lines(
        case(folded(point)), "indstilling"
    )


def test_a_question_to_decide_follows_a_comma() -> None:
    point = PointRow("A1", "Sag", addressee="K17", asked="hvem der gør hvad", due=DAY)
    assert "Bedes beslutte, hvem der gør hvad, inden 1. juni 2025." in lines(
        case(folded(point)), "indstilling"
    )


def test_nothing_of_it_can_be_found_again_or_hangs_on_a_comment() -> None:
    submission = case(folded(*CONTENT.points), "Ingen udgift.", ["Årsrapporten"])
    for tag in CASE.blocks:
        for each in paragraphs(submission, tag):
            assert not each.anchor
            assert not each.pending


def test_a_section_without_content_says_so() -> None:
    submission = case(folded())
    for tag in CASE.blocks:
        (only,) = paragraphs(submission, tag)
        assert only.style is Style.EMPTY
    assert lines(submission, "oekonomi") == [NOT_STATED]


def test_what_the_year_says_of_the_economy_keeps_its_paragraphs_and_lists() -> None:
    said = "Udgiften er **2 mio. kr.**\n- i 2025\n- i 2026"
    *told, source = lines(case(folded(), said), "oekonomi")
    assert told == [line.plain for line in parse(said)]
    assert source == "Kilde: Sekretariatet"
