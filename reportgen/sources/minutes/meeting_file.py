"""The file of an imported meeting: its text, and what a second import would change in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from reportgen.problems import Problem, shortened
from reportgen.report.meeting import Meeting, MinutesDoubt
from reportgen.report.outline import SourcePlace
from reportgen.sources.minutes.meeting import Unsure
from reportgen.sources.yaml.write import Layout, write_yaml
from reportgen.sources.yaml.write import comment_line as one_line

_KEPT_EMPTY = frozenset({"til_stede", "afbud", "nr", "dagsorden", "valg"})
"""Keys that a person is to see although nothing stands under them."""
_WORDED = frozenset({"tilføj", "præciser", "erstat"})
"""Kinds of entry whose empty ``tekst`` is to be filled in."""


def meeting_yaml(
    meeting: Meeting,
    unsure: Iterable[Unsure] = (),
    describe: Callable[[Problem], str] = lambda problem: problem.code,
    heading: Sequence[str] = (),
) -> str:
    """Write `meeting` as YAML: Danish keys in their order, readable by a person.

    `describe` words what is `unsure` for the person who is to make a choice of it (``tvivl``).
    `heading` are lines of comment that open the file.
    """
    doubts = tuple(_doubt(each, meeting, describe) for each in unsure)
    data = meeting.model_copy(update={"doubts": doubts}).model_dump(by_alias=True)
    return write_yaml(data, MEETING_LAYOUT, heading=heading)


def _doubt(unsure: Unsure, meeting: Meeting, describe: Callable[[Problem], str]) -> MinutesDoubt:
    """A doubt as the file keeps it: at its item, with its place in the minutes."""
    item = None
    if unsure.at[:1] == ("dagsorden",) and len(unsure.at) > 1:
        item = meeting.agenda[int(unsure.at[1])].key
    where = unsure.problem.location
    place = SourcePlace(where.page, where.line, where.paragraph).in_words
    return MinutesDoubt(item=item, place=place, what=one_line(describe(unsure.problem)))


def _is_shown(key: str, data: Mapping[str, Any]) -> bool:
    """Whether `key` stands in the file even when it holds nothing."""
    if "art" not in data:
        return key in _KEPT_EMPTY or key == "deltagere"
    if key == "tekst":
        return str(getattr(data["art"], "value", data["art"])) in _WORDED
    return key == "afsnit" or (key == "id" and data.get("pind") is not None)


MEETING_LAYOUT = Layout(
    block_texts=frozenset({"uddybning", "referat"}),
    block_lists=frozenset({("dagsorden",)}),
    number_lists=frozenset({"punkter"}),
    is_spaced=True,
    shows_empty=_is_shown,
)
"""How a meeting's file is laid out."""


# --- what a second import would change ------------------------------------------------------

_NAMED = ("navn", "organisation")


@dataclass(frozen=True, slots=True)
class MeetingDifference:
    """One thing that the file and the minutes say differently."""

    place: str
    """Where, in the words of the file: ``punkt 3, referat``."""
    before: str | None
    """What the file says; none if it says nothing there."""
    after: str | None
    """What the minutes say now; none if they say nothing there."""


def differences(existing: Meeting, new: Meeting) -> tuple[MeetingDifference, ...]:
    """List what `new`, read from the minutes, says otherwise than `existing`.

    Agenda items are matched by number, else by title; people by name; entries that change
    the report by their block; so a row put in does not make all the later ones differ.
    """
    return tuple(_mappings(_dumped(existing), _dumped(new), ""))


def _dumped(meeting: Meeting) -> dict[str, Any]:
    # What was doubtful is told of the file that is there, with what was made of it.
    return meeting.model_dump(by_alias=True, mode="json", exclude={"doubts"})


def _mappings(
    before: Mapping[str, Any], after: Mapping[str, Any], place: str
) -> Iterator[MeetingDifference]:
    for key in dict.fromkeys((*before, *after)):
        yield from _values(before.get(key), after.get(key), _within(place, key))


def _values(before: Any, after: Any, place: str) -> Iterator[MeetingDifference]:
    if before == after or (_is_nothing(before) and _is_nothing(after)):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _mappings(before, after, place)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(before, after, place)
    else:
        yield MeetingDifference(place, _in_words(before), _in_words(after))


def _lists(before: Sequence[Any], after: Sequence[Any], place: str) -> Iterator[MeetingDifference]:
    old, new = _keyed(before, place), _keyed(after, place)
    for key in dict.fromkeys((*old, *new)):
        yield from _values(old.get(key), new.get(key), key)


def _keyed(values: Sequence[Any], place: str) -> dict[str, Any]:
    """The entries of a list by how a person would name them; a second alike gets a number."""
    keyed: dict[str, Any] = {}
    for value in values:
        name = _name(value, place)
        count = 2
        key = name
        while key in keyed:
            key = f"{name} ({count})"
            count += 1
        keyed[key] = value
    return keyed


def _name(value: Any, place: str) -> str:
    if not isinstance(value, Mapping):
        return _within(place, f"“{shortened(str(value), 40)}”")
    if "titel" in value:
        return f"punkt {value['nr'] or value['titel']}"
    if "art" in value:
        block = value["id"] or value["pind"] or shortened(str(value["input"] or ""), 40)
        return _within(place, f"{value['afsnit'] or 'hele rapporten'} {block}".strip())
    if "dato" in value:
        return _within(place, str(value["dato"]))
    named = [str(value[key]) for key in _NAMED if value.get(key)]
    if named:
        return _within(place, ", ".join(named))
    words = next((str(inner) for inner in value.values() if inner), "")
    return _within(place, f"“{shortened(words, 40)}”")


def _within(place: str, key: str) -> str:
    return f"{place}, {key}" if place else key


def _is_nothing(value: Any) -> bool:
    return value in (None, [], "")


def _in_words(value: Any) -> str | None:
    if _is_nothing(value):
        return None
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return ", ".join(
            f"{key}: {_in_words(inner)}" for key, inner in value.items() if not _is_nothing(inner)
        )
    if isinstance(value, list):
        return "; ".join(str(_in_words(inner)) for inner in value)
    return str(value)
