"""What waits for a meeting is on its agenda, or is left out for a reason: never neither."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.agenda import (
    Draft,
    LeftOut,
    OpenThing,
    Origin,
    Reason,
    Waiting,
    agenda,
)

MEETING = dt.date(2025, 2, 7)
DRAFT = Draft(
    2024, "v01", dt.date(2024, 11, 15), (("3.6", "Udfordringer"), ("3.7", "Anbefalinger"))
)

days = st.dates(dt.date(2024, 1, 1), dt.date(2026, 1, 1)) | st.just(MEETING)
words = st.sampled_from(
    ("Velkomst", "Nattevagt", "nattevagt.", "Netværksmøde", "Eventuelt", "a\nb")
)
keys = st.integers(0, 10**9).map(str)


def things(
    origin: Origin, day: st.SearchStrategy[dt.date | None]
) -> st.SearchStrategy[list[OpenThing]]:
    one = st.builds(
        OpenThing,
        origin=st.just(origin),
        key=keys,
        text=words,
        source=st.sampled_from(("Fast punkt", "Årshjul", "Netværksmøde 1. marts 2024, punkt 2")),
        lead=st.sampled_from(("", "U1", "Åby Kommune")),
        year=st.sampled_from((0, 2024)),
        section=st.sampled_from(("", "3.1", "3.6", "3.7", "4.2")),
        date=day,
    )
    return st.lists(one, max_size=5, unique_by=lambda thing: thing.key)


waiting = st.builds(
    Waiting,
    standing=things(Origin.STANDING, st.none()),
    tasks=things(Origin.TASK, days),
    wheel=things(Origin.WHEEL, days),
    promised=things(Origin.PROMISED, days),
    recommendations=things(Origin.RECOMMENDATION, st.none()),
    inputs=things(Origin.INPUT, st.none()),
    drafts=st.lists(st.just(DRAFT), max_size=1),
)


@given(waiting)
def test_every_open_thing_is_on_the_agenda_or_left_out_for_a_reason(waiting: Waiting) -> None:
    made = agenda(MEETING, waiting)
    placed = Counter((*made.things, *(one.thing for one in made.left_out)))
    assert placed == Counter(waiting.things)


@given(waiting)
def test_no_topic_stands_twice(waiting: Waiting) -> None:
    made = agenda(MEETING, waiting)
    topics = (Origin.STANDING, Origin.WHEEL, Origin.PROMISED)
    said = Counter(t.text.casefold().rstrip(".") for t in made.things if t.origin in topics)
    assert set(said.values()) <= {1}


def thing(origin: Origin, text: str, **more: object) -> OpenThing:
    return OpenThing(origin, text, text, "kilde", **more)  # type: ignore[arg-type]


def test_the_first_standing_item_opens_the_meeting_and_the_others_close_it() -> None:
    standing = [thing(Origin.STANDING, text) for text in ("Velkomst", "Nyt", "Eventuelt")]
    topic = thing(Origin.WHEEL, "Nattevagt", date=MEETING)
    task = thing(Origin.TASK, "sender en liste", date=dt.date(2024, 3, 1))
    made = agenda(MEETING, Waiting(standing=standing, wheel=[topic], tasks=[task]))
    titles = [item.title for item in made.items]
    assert titles == ["Velkomst", "Opfølgning", "Nattevagt", "Nyt", "Eventuelt"]


def test_a_draft_is_discussed_section_by_section_with_what_is_pending_in_each() -> None:
    pending = [
        thing(Origin.INPUT, "om natten", year=2024, section="3.6"),
        thing(Origin.INPUT, "om alt", year=2024),
        thing(Origin.INPUT, "om temaerne", year=2024, section="3.1"),
    ]
    (item,) = agenda(MEETING, Waiting(inputs=pending, drafts=[DRAFT])).items
    listed = [(part.heading, [one.text for one in part.things]) for part in item.parts]
    assert listed == [
        ("Afsnit 3.6, Udfordringer", ["om natten"]),
        ("Afsnit 3.7, Anbefalinger", []),
        ("Afsnit 4.2", []),
        ("Hele rapporten", ["om alt"]),
        ("Afsnit 3.1", ["om temaerne"]),
    ]


def test_what_is_for_another_day_or_about_no_draft_says_so() -> None:
    later = thing(Origin.WHEEL, "Vinter", date=dt.date(2025, 11, 1))
    passed = thing(Origin.WHEEL, "Sommer", date=dt.date(2024, 6, 1))
    nameless = thing(Origin.WHEEL, "Netværksmøde", date=MEETING)
    pending = thing(Origin.INPUT, "om natten", section="3.6")
    waiting = Waiting(wheel=[later, passed, nameless], inputs=[pending])
    assert agenda(MEETING, waiting).left_out == (
        LeftOut(later, Reason.LATER),
        LeftOut(passed, Reason.PASSED),
        LeftOut(nameless, Reason.NO_TOPIC),
        LeftOut(pending, Reason.NO_DRAFT),
    )


def test_a_recommendation_waits_for_an_answer_once_its_report_is_out() -> None:
    put = thing(Origin.RECOMMENDATION, "A1", year=2023)
    drafted = thing(Origin.RECOMMENDATION, "A2", year=2024)
    made = agenda(MEETING, Waiting(recommendations=[put, drafted], drafts=[DRAFT]))
    assert made.left_out == (LeftOut(drafted, Reason.NOT_PUT),)
    assert put in made.things
