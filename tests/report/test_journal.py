"""What was typed on the desk, folded onto what a file says."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.report.journal import Batch, Entry, Said, batches, fold, to_undo

PLACE = ("hoering/1", "3.6-U1-ab12", "Imødekommet")
VALUES = st.sampled_from(["", "ja", "nej", "delvist"])


def entry(number: int, shown: str, value: str, batch: str = "", undoes: str = "") -> Entry:
    said = Said(PLACE, shown, value)
    return Entry(number, "2024-12-02T09:00:00", "sekretær", said, batch or str(number), undoes)


def typed(start: str, *values: str) -> list[Entry]:
    """What one page keeps whose person types these, one after the other."""
    shown = [start, *values]
    return [entry(n, shown[n - 1], value) for n, value in enumerate(values, 1)]


ENTRIES = st.lists(st.tuples(VALUES, VALUES), max_size=5).map(
    lambda pairs: [entry(n, *pair) for n, pair in enumerate(pairs, 1)]
)


@given(VALUES, st.lists(VALUES, min_size=1, max_size=6))
def test_what_a_person_last_said_is_what_stands(start: str, values: list[str]) -> None:
    folded = fold(start, typed(start, *values))
    assert folded.value == values[-1]
    assert not folded.contested


@given(VALUES, st.lists(VALUES, min_size=1, max_size=6), st.data())
def test_it_stands_wherever_a_crash_stopped_the_writing(
    start: str, values: list[str], data: st.DataObject
) -> None:
    said = typed(start, *values)
    reached = data.draw(st.sampled_from([start, *values]))
    assert fold(reached, said).value == values[-1]


@given(VALUES, ENTRIES)
def test_every_entry_is_taken_or_shown_to_a_person(stands: str, waiting: list[Entry]) -> None:
    folded = fold(stands, waiting)
    assert sorted(e.number for e in (*folded.taken, *folded.contested)) == [
        e.number for e in waiting
    ]


@given(VALUES, ENTRIES)
def test_what_nothing_waited_for_is_never_overwritten(stands: str, waiting: list[Entry]) -> None:
    known = {value for e in waiting for value in (e.said.shown, e.said.value)}
    assume(stands not in known)
    folded = fold(stands, waiting)
    assert folded.value == stands
    assert folded.contested == tuple(waiting)


@given(VALUES, ENTRIES)
def test_what_was_written_and_settled_leaves_the_same_to_a_person(
    stands: str, waiting: list[Entry]
) -> None:
    folded = fold(stands, waiting)
    again = fold(folded.value, folded.contested)
    assert set(again.contested) <= set(folded.contested)
    assert folded.contested or again.value == folded.value


def test_two_pages_that_saw_the_same_are_both_shown() -> None:
    folded = fold("", [entry(1, "", "ja"), entry(2, "", "nej")])
    assert folded.value == "ja"
    assert [e.number for e in folded.contested] == [2]


def test_what_somebody_typed_in_the_file_meanwhile_stands_and_mine_is_kept() -> None:
    folded = fold("nej", typed("", "delvist", "ja"))
    assert folded.value == "nej"
    assert [e.said.value for e in folded.contested] == ["delvist", "ja"]


def undone(batch: Batch, number: int) -> list[Entry]:
    return [
        Entry(n, "", "", said, f"fortryd {number}", batch.name)
        for n, said in enumerate(batch.reversed(), number)
    ]


@given(VALUES, st.lists(VALUES, min_size=1, max_size=4))
def test_undoing_everything_gives_what_stood_before(start: str, values: list[str]) -> None:
    said = typed(start, *values)
    for _ in values:
        batch, _ = to_undo(said)
        assert batch is not None
        said += undone(batch, len(said) + 1)
    assert to_undo(said)[0] is None
    assert fold(start, said).value == start


def test_undoing_the_undoing_does_it_again() -> None:
    said = typed("", "ja")
    first, _ = to_undo(said)
    assert first is not None
    said += undone(first, 2)
    assert fold("", said).value == ""
    gone, again = to_undo(said)
    assert gone is None
    assert again is not None
    said += undone(again, 3)
    assert fold("", said).value == "ja"
    back, nothing = to_undo(said)
    assert (back and back.name, nothing) == ("1", None)


def test_a_batch_is_undone_in_one_go() -> None:
    one = Entry(1, "", "", Said(("hoering/1", "a", "Imødekommet"), "", "ja"), "alle")
    two = Entry(2, "", "", Said(("hoering/1", "b", "Imødekommet"), "", "ja"), "alle")
    batch = batches([one, two])["alle"]
    assert [(said.place[1], said.shown, said.value) for said in batch.reversed()] == [
        ("a", "ja", ""),
        ("b", "ja", ""),
    ]
