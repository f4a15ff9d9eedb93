"""How high text gets, never reckoned lower than it is; lists that share a page never fill more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportgen.layout.advances import EM, advance
from reportgen.layout.content import Paragraph, Style
from reportgen.layout.room import Box, Room, Type, box_of
from reportgen.layout.shares import Entries, Fitted, Runs, fitted
from reportgen.report.wording.text import Run
from tests.layout.pages import A4

WORDS = st.text(st.sampled_from("abcdefgh æøåÆ-–.,mWil\u00a0字"), min_size=1, max_size=300)
LONG = st.text(st.sampled_from("abcdef ghijk mno "), min_size=200, max_size=3000)
PLAIN = Type(220, 300)


def _lines(text: str, width: int) -> int:
    return box_of((Run(text),), PLAIN, width).lines // PLAIN.line


@given(WORDS, st.integers(400, 12_000))
def test_no_line_is_reckoned_to_hold_more_than_it_has_room_for(text: str, width: int) -> None:
    wide = sum(map(advance, text.strip())) * PLAIN.size / EM
    assert _lines(text, width) >= wide // width


@given(WORDS, WORDS, st.integers(400, 12_000))
def test_more_text_never_takes_fewer_lines_and_a_wider_column_never_more(
    one: str, other: str, width: int
) -> None:
    assert _lines(one, width) <= _lines(f"{one} {other}", width)
    assert _lines(one, 2 * width) <= _lines(one, width)


def test_a_word_wider_than_the_line_is_broken_and_a_hyphen_is_a_place_to_break() -> None:
    wide = A4.width
    assert _lines("m" * 200, wide) > 3
    assert _lines("ord " * 4, 2000) == 1
    assert _lines("kommunesamarbejde-kommunesamarbejde", 2500) == 2


def test_a_blank_that_holds_words_together_is_no_place_to_break() -> None:
    words = "den 1. december", "den\u00a01.\u00a0december"
    width = sum(map(advance, "den 1. december")) * PLAIN.size // EM + 5
    assert [_lines(f"i alt {each}", width) for each in words] == [2, 2]
    assert [_lines(f"i alt {each} 2022", width) for each in words] == [2, 3]


def test_air_between_paragraphs_is_the_larger_unless_the_document_adds_it() -> None:
    boxes = (Box(100, 300, 50), Box(80, 300, 20))
    assert A4.height_of(boxes) == 100 + 300 + 80 + 300 + 20
    adding = Room(A4.width, A4.height, A4.types, adds_air=True)
    assert adding.height_of(boxes) == 100 + 300 + 130 + 300 + 20


# The lists that share a page


def _forms(heading: str, text: str, number: int) -> tuple[Runs, ...]:
    named = Run(heading, bold=True)
    return ((named, Run(text)), (named,), (Run(f"A{number}"),))


LISTS = st.lists(
    st.builds(
        lambda texts, lead: Entries(
            "Overskrift", tuple(_forms(h, t, n) for n, (h, t) in enumerate(texts)), "3.7", lead
        ),
        st.lists(st.tuples(WORDS, st.one_of(WORDS, LONG)), max_size=25),
        st.sampled_from(("", "Afventer: 3 · Besvaret: 2")),
    ),
    min_size=1,
    max_size=5,
)
ROOMS = st.builds(
    lambda width, height: Room(width, height, A4.types, A4.above),
    st.integers(3_000, 14_000),
    st.integers(5_000, 20_000),
)


def _height(shown: tuple[Fitted, ...], room: Room) -> int:
    return room.height_of(room.boxes(p for one in shown for p in one.paragraphs()))


@given(LISTS, ROOMS)
def test_it_is_never_more_than_its_room_and_what_is_left_out_is_counted(
    lists: list[Entries], room: Room
) -> None:
    shown = fitted(lists, room)
    assert _height(shown, room) <= room.free
    assert [one.whole for one in shown] == [one for one in lists if one.entries]
    for one in shown:
        assert len(one.shown) + one.left == len(one.whole.entries)
        said = "".join(run.text for p in one.paragraphs() for run in p.runs)
        assert (
            not one.left
            or f" {one.left} til, se 3.7" in said
            or said.endswith(f": {one.left}, se 3.7")
        )
        for runs, forms in zip(one.shown, one.whole.entries, strict=False):
            assert runs in forms


@given(LISTS)
def test_on_a_page_of_a4_every_list_shows_its_first_entry(lists: list[Entries]) -> None:
    for one in fitted(lists, A4):
        assert one.is_told
        assert one.shown


@given(st.integers(1, 5), st.integers(40, 80))
def test_lists_alike_show_as_many_entries_each(count: int, entries: int) -> None:
    one = Entries("Liste", tuple(_forms("Overskrift", "", n) for n in range(entries)), "3.7")
    shown = [len(each.shown) for each in fitted([one] * count, A4)]
    assert max(shown) - min(shown) <= 1
    assert sum(shown) > 12


def test_an_entry_that_would_fill_the_page_is_told_by_its_heading() -> None:
    long = Entries("Anbefalinger", (_forms("Kort", " lang" * 2000, 1),), "3.7")
    others = [Entries("Andet", (_forms("a", "b", 2),), "3.6")]
    told, _ = fitted([long, *others], A4)
    assert told.shown == ((Run("Kort", bold=True),),)


def test_a_page_too_small_for_all_lists_tells_the_last_by_number() -> None:
    lists = [Entries(f"Liste {n}", (_forms("a", "b", n),) * 3, f"3.{n}") for n in range(1, 6)]
    small = Room(A4.width, 5_000, A4.types)
    shown = fitted(lists, small)
    assert shown[0].is_told
    assert not shown[-1].is_told
    (line,) = shown[-1].paragraphs()
    assert line == Paragraph((Run("Liste 5:", bold=True), Run(" 3, se 3.5")), Style.BODY)
