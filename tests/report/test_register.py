"""The register: every recommendation once, every answer once, whatever the years say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.inputs import FollowUp, ReplyStatus
from reportgen.report.recommendations.follow_up import Recommended, says_anything, unanswered
from reportgen.report.recommendations.register import Answered, Register, pressing, register, shares

TODAY = dt.date(2026, 6, 1)
YEARS = st.integers(2015, 2026)
DAYS = st.dates(dt.date(2014, 1, 1), dt.date(2027, 12, 31))
IDS = st.integers(1, 6).map("A{}".format)
ASKED = st.builds(
    Recommended,
    id=IDS,
    year=YEARS,
    heading=st.just("Fælles vagt"),
    due=st.none() | DAYS,
    published=st.none() | DAYS,
    is_closed=st.booleans(),
)
ROWS = st.builds(
    FollowUp,
    id=st.just("") | st.integers(1, 9).map("O{}".format),
    recommendation=st.just("") | st.integers(1, 8).map("A{}".format),
    date=st.none() | DAYS,
    status=st.sampled_from(ReplyStatus),
)
ANSWERED = st.builds(Answered, year=YEARS, row=ROWS)


def told(found: Register) -> list[Answered]:
    """Every answer that is told somewhere."""
    return [*(each for row in found.rows for each in row.answers), *found.misplaced]


def counted(things: Iterable[object]) -> Counter[str]:
    """How often each is there; what holds a mapping has no hash of its own."""
    return Counter(map(repr, things))


@given(st.lists(ASKED, max_size=12), st.lists(ANSWERED, max_size=12))
def test_every_recommendation_of_every_year_is_in_it_once(
    asked: list[Recommended], answered: list[Answered]
) -> None:
    found = register(asked, answered)
    known = [row.asked.id for row in found.rows if row.asked.year]
    assert sorted(known) == sorted({one.id for one in asked})
    for row in found.rows:
        if row.asked.year:
            same = [one for one in asked if one.id == row.asked.id]
            put = [one for one in same if one.published] or same
            assert row.asked.year == min(one.year for one in put)
    assert counted(pressing(found.rows, TODAY)) == counted(found.rows)


@given(st.lists(ASKED, max_size=12), st.lists(ANSWERED, max_size=12))
def test_every_answer_is_told_once_as_the_newest_year_has_it(
    asked: list[Recommended], answered: list[Answered]
) -> None:
    found = told(register(asked, answered))
    assert counted(found) <= counted(answered)
    without_id = [each for each in answered if not each.row.id]
    assert counted(each for each in found if not each.row.id) == counted(without_id)
    newest: dict[tuple[str, str], tuple[bool, int]] = {}
    for each in answered:
        key = each.row.id, each.row.recommendation
        newest[key] = max(newest.get(key, (False, 0)), (says_anything(each.row), each.year))
    events = Counter((e.row.id, e.row.recommendation, e.year) for e in found if e.row.id)
    assert events == Counter((*key, year) for key, (_, year) in newest.items() if key[0])


@given(st.lists(ASKED, max_size=12), st.lists(ANSWERED, max_size=12))
def test_a_row_that_nobody_has_touched_hides_no_answer(
    asked: list[Recommended], answered: list[Answered]
) -> None:
    for row in register(asked, answered).rows:
        said = any(says_anything(each.row) for each in row.answers)
        assert said == (row.latest is not None and says_anything(row.latest))


@given(st.lists(ASKED, max_size=12), st.lists(ANSWERED, max_size=12))
def test_the_overdue_stand_first_and_the_closed_last(
    asked: list[Recommended], answered: list[Answered]
) -> None:
    rows = pressing(register(asked, answered).rows, TODAY)
    late = [row.is_overdue(TODAY) for row in rows]
    assert late == sorted(late, reverse=True)
    closed = [row.is_closed for row in rows]
    assert closed == sorted(closed)
    assert not any(row.is_overdue(TODAY) and (row.is_closed or row.is_draft) for row in rows)


@given(st.lists(ASKED, max_size=12), st.lists(ANSWERED, max_size=12))
def test_more_are_closed_in_three_years_than_in_one_of_those_old_enough_for_both(
    asked: list[Recommended], answered: list[Answered]
) -> None:
    rows = register(asked, answered).rows
    one, three = shares(rows, TODAY)
    assert 0 <= one.closed <= one.of <= len(rows)
    assert 0 <= three.closed <= three.of <= one.of
    later = shares(rows, TODAY + dt.timedelta(days=1000))
    assert [share.of for share in later] >= [one.of, three.of]


def test_a_closing_counts_from_the_publication_to_the_day_of_its_row() -> None:
    published = dt.date(2023, 2, 15)
    one = Recommended("A1", 2022, "Dialog", published=published)
    two = Recommended("A2", 2022, "Ramme", published=published)
    on_the_day = FollowUp("O1", "A1", date=dt.date(2024, 2, 15), status=ReplyStatus.CLOSED)
    a_day_late = FollowUp("O2", "A2", date=dt.date(2024, 2, 16), status=ReplyStatus.CLOSED)
    rows = register((one, two), (Answered(2023, on_the_day), Answered(2023, a_day_late))).rows
    assert [(s.years, s.closed, s.of) for s in shares(rows, dt.date(2026, 2, 14))] == [
        (1, 1, 2),
        (3, 0, 0),
    ]
    assert [(s.closed, s.of) for s in shares(rows, dt.date(2026, 2, 15))] == [(1, 2), (2, 2)]


OF_ONE_YEAR = st.lists(
    st.builds(
        FollowUp,
        id=st.just(""),
        recommendation=st.integers(1, 3).map("A{}".format),
        date=st.none() | DAYS,
        answer=st.just("Styregruppen tager sagen op."),
        status=st.sampled_from(ReplyStatus),
    ),
    max_size=6,
)


@given(OF_ONE_YEAR)
def test_what_waits_in_the_register_is_what_the_steering_group_has_not_answered(
    rows: list[FollowUp],
) -> None:
    asked = [
        Recommended(f"A{n}", 2025, "Fælles vagt", published=dt.date(2026, 1, 1)) for n in (1, 2, 3)
    ]
    found = register(asked, [Answered(2026, row) for row in rows])
    waits = {row.asked.id for row in found.rows if row.status is ReplyStatus.WAITING}
    told = [one.recommendation for one in unanswered(rows, {}, asked)]
    assert sorted(told) == sorted(waits)


def test_a_draft_that_puts_it_again_changes_nothing_of_what_was_put() -> None:
    put = Recommended(
        "A1", 2022, "Fælles vagt", due=dt.date(2023, 6, 1), published=dt.date(2023, 2, 15)
    )
    draft = Recommended("A1", 2023, "Fælles vagt", due=dt.date(2028, 6, 1), is_closed=True)
    (row,) = register([draft, put], []).rows
    assert row.asked == put
    assert row.is_overdue(TODAY)
    before = Recommended("A1", 2021, "Vagt")
    (row,) = register([before, put], []).rows
    assert (row.asked, row.is_draft) == (put, False)


def test_of_two_answers_in_a_year_the_later_says_how_it_stands() -> None:
    asked = Recommended("A1", 2022, "Fælles vagt", published=dt.date(2023, 2, 15))
    march = FollowUp("O1", "A1", date=dt.date(2023, 3, 10))
    june = FollowUp("O5", "A1", date=dt.date(2023, 6, 1), answer="Ja.", status=ReplyStatus.ANSWERED)
    (row,) = register([asked], [Answered(2023, june), Answered(2023, march)]).rows
    assert row.status is ReplyStatus.ANSWERED


def test_an_answer_to_what_its_own_year_puts_forward_is_no_answer() -> None:
    asked = Recommended("A3", 2023, "Klynger", published=dt.date(2024, 2, 1))
    early = Answered(2023, FollowUp("O3", "A3", status=ReplyStatus.CLOSED))
    found = register((asked,), (early,))
    assert (found.rows[0].is_closed, found.misplaced) == (False, (early,))
