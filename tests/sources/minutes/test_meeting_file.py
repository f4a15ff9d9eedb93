"""The YAML says what the meeting says, to every loader."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from ruamel.yaml import YAML

from reportgen.problems import Location, Problem
from reportgen.report.entries import Entry, Kind
from reportgen.report.meeting import (
    AgendaItem,
    Attendance,
    Facts,
    LeftOut,
    Meeting,
    MeetingStatus,
    NextMeeting,
    Person,
    Task,
    WheelTopic,
)
from reportgen.sources.minutes.meeting import Unsure
from reportgen.sources.minutes.meeting_file import meeting_yaml

_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
_awkward = st.sampled_from(
    [
        "ja", "no", "null", "~", "1.0", "0x1f", "2022-11-11", "12:30:45", "- liste", "# nej",
        "a: b", "a #b", "'", '"', "{x}", "[1]", "|", ">", "*a", "&a", "!x", "%", "@", "`", "?",
        " foran", "bagved ", "to\nlinjer", "\nforan", "bagved\n", "  ind\nog ud", "fane\t her",
        "\x85", "\u2028", "\ufeff", "\x07", "1_000", "y", "on", "=", "<<", "a:", ":", "-", "---",
        "...", "https://eksempel.dk/a?b=c#d", "to\n\ntomme", "  ", "\r\n", "𝄞", "\ue000",
    ]
)  # fmt: skip
_text = st.one_of(_words, _awkward)
_some = st.one_of(st.none(), _text)
_dates = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))


def _several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=2).map(tuple)


def _made(model: type[BaseModel], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(fields).map(lambda values: model(**values))


_people = _made(
    Person, name=_some, organisation=_some, items=_several(st.one_of(st.just("2"), _text))
)
_entries = _made(
    Entry,
    section=_some,
    position=st.one_of(st.none(), st.integers(1, 99)),
    id=_some,
    kind=st.sampled_from(Kind),
    heading=_some,
    after=_some,
    status=st.none(),
    challenge=_some,
    priority=_some,
    input=_some,
    before=_some,
    heading_before=_some,
    text=_some,
    answer=_some,
)
_items = _made(
    AgendaItem,
    number=_some,
    title=_text,
    proposal=_some,
    minutes=_some,
    decisions=_several(_text),
    tasks=_several(_made(Task, who=_some, what=_text, due=_some)),
    attachments=_several(_text),
    links=_several(_text),
    entries=_several(_entries),
)
meetings = _made(
    Meeting,
    facts=_made(
        Facts, date=_dates, time=_some, form=_some, place=_some, minute_taker=_some, draft=_some
    ),
    attendance=_made(Attendance, present=_several(_people), absent=_several(_people)),
    agenda=_several(_items),
    next_meetings=_several(
        _made(
            NextMeeting,
            date=_dates,
            time=_some,
            place=_some,
            status=st.sampled_from(MeetingStatus),
            moved_from=st.one_of(st.none(), _dates),
        )
    ),
    wheel=_several(_made(WheelTopic, date=_dates, topic=_text)),
    left_out=_several(_made(LeftOut, text=_text, reason=_text, place=_some)),
)
_remarks = st.lists(
    st.builds(
        Unsure,
        problem=st.builds(Problem, code=_text),
        at=st.sampled_from([(), ("moede",), ("aarshjul", 7)]),
    ),
    max_size=3,
)


def _loads(text: str) -> tuple[Any, Any]:
    modern = YAML(typ="safe", pure=True).load(io.StringIO(text))
    return modern, yaml.safe_load(text)


@given(meetings, _remarks)
def test_every_meeting_loads_back_as_it_was(meeting: Meeting, remarks: list[Unsure]) -> None:
    text = meeting_yaml(meeting, remarks)

    for loaded in _loads(text):
        read = Meeting.model_validate(loaded)
        assert read.model_copy(update={"doubts": ()}) == meeting
        assert len(read.open_doubts) == len(remarks)


def test_a_doubt_stands_in_the_file_with_its_item_and_no_choice() -> None:
    meeting = Meeting(
        facts=Facts(date=dt.date(2025, 11, 14)),
        agenda=(
            AgendaItem(number="1", title="Velkommen"),
            AgendaItem(number=None, title="Økonomi"),
        ),
    )
    where = Location("referat.pdf", page=3)
    doubts = [
        Unsure(Problem("noget", where), ("dagsorden", 1)),
        Unsure(Problem("andet"), ("deltagere", "til_stede", 3)),
    ]

    text = meeting_yaml(meeting, doubts, lambda problem: f"se efter {problem.code}")

    assert text.endswith(
        "tvivl:\n"
        "  - {punkt: Økonomi, sted: side 3, hvad: se efter noget, valg: null}\n"
        "  - {hvad: se efter andet, valg: null}\n"
    )
    assert [doubt.what for doubt in Meeting.model_validate(yaml.safe_load(text)).open_doubts] == [
        "se efter noget",
        "se efter andet",
    ]


def test_long_text_is_a_block_and_a_person_is_one_line() -> None:
    meeting = Meeting(
        facts=Facts(date=dt.date(2025, 11, 14), time="10-12"),
        attendance=Attendance(present=(Person(name="A", organisation="KL", items=("2",)),)),
        agenda=(AgendaItem(number=None, title="Eventuelt", minutes="Første.\n- anden"),),
    )

    assert meeting_yaml(meeting) == (
        'moede: {dato: 2025-11-14, tid: "10-12"}\n'
        "\n"
        "deltagere:\n"
        "  til_stede:\n"
        "    - {navn: A, organisation: KL, punkter: [2]}\n"
        "  afbud: []\n"
        "\n"
        "dagsorden:\n"
        "  - nr: null\n"
        "    titel: Eventuelt\n"
        "    referat: |-\n"
        "      Første.\n"
        "      - anden\n"
    )
