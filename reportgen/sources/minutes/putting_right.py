"""What a person makes of a doubtful place in a meeting's file: the same file, said otherwise.

Everything here works on what the file says, texts, lists and mappings, so that what it does not
touch is the same afterwards, letter by letter. No word goes: what is moved stands somewhere
else, and what is set aside stands under ``udeladt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from reportgen.problems import Refusal
from reportgen.report.entries import Kind
from reportgen.report.ids import section_of
from reportgen.report.meeting import AgendaItem, Meeting

_BULLET = re.compile(r"\s*(?:[-–—•*]\s+)?")
_NUMBERED = re.compile(r"\s*(?:[-–—•*]\s+)?(\d{1,2})[.)]\s+(?=\S)")
_TEXTS = ("uddybning", "referat")
_LISTS = ("beslutninger", "opgaver", "bilag", "links", "aarsrapport")
NOT_OURS = "vedrører ikke netværket"
NO_INPUT = "er ikke et input til rapporten"


class Is(StrEnum):
    """What a person says that a line or an item is."""

    RIGHT = "right"
    """As it stands."""
    ITEM = "item"
    """An item of its own, with what follows it."""
    LIST = "list"
    """A list, or a line, of the item before."""
    DECISION = "decision"
    TASK = "task"
    POINT = "point"
    """What the network wants of a point of the report."""
    ASIDE = "aside"
    """Nothing that concerns the network."""
    MINUTES = "minutes"
    """Where what was said begins; what stands above it was put forward."""
    TITLE = "title"
    """Under another title or number."""
    TARGET = "target"
    """An input for another point of the report than the one it has."""
    NO_INPUT = "no-input"
    """An input that asks nothing of the report."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says."""

    what: Is
    item: int | None = None
    """The item it is about, from 0; none is the whole meeting."""
    line: int | None = None
    """One of the item's `lines`, from 0; none is all of it."""
    entry: int | None = None
    """One of its inputs for the report, from 0."""
    doubt: int | None = None
    """The doubt that is settled by it, from 0."""
    text: str = ""
    """What is to be done or wanted, in a person's words; the new title."""
    who: str = ""
    due: str = ""
    number: str = ""
    point: str = ""
    before: str = ""
    """The wording that the point has now."""


class NoSuchPlace(Refusal, code="meeting-choose-line"):
    """The choice is about something that the file does not have."""


def lines(item: Mapping[str, Any]) -> list[str]:
    """The lines of an item, as a choice counts them: those put forward, then those said."""
    return [line for _, _, line in _placed(item)]


def _placed(item: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    for key in _TEXTS:
        for at, line in enumerate((item.get(key) or "").split("\n")):
            if line.strip():
                yield key, at, line.strip()


def put_right(data: Mapping[str, Any], choice: Choice) -> dict[str, Any]:
    """What the file says once `choice` is made; raises `NoSuchPlace`."""
    after: dict[str, Any] = deepcopy(dict(data))
    try:
        if choice.what is not Is.RIGHT:
            _CHANGES[choice.what](after, choice)
        if choice.doubt is not None:
            _doubts(after)[choice.doubt]["valg"] = answer(data, choice)
    except (LookupError, TypeError):
        raise NoSuchPlace() from None
    after["dagsorden"] = [_ordered(item, AgendaItem) for item in after.get("dagsorden") or ()]
    return _ordered(after, Meeting)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody as the page lists them."""

    name: str
    organisation: str
    was_there: bool
    """Else they had sent regrets."""
    former: tuple[str, int] | None = None
    """The list and the place there that they stood at before."""


def with_people(data: Mapping[str, Any], people: Iterable[Attendee]) -> dict[str, Any]:
    """What the file says once `people` are those who were there or had sent regrets.

    What else the file says of somebody stays with them. Raises `NoSuchPlace`.
    """
    after: dict[str, Any] = deepcopy(dict(data))
    own = after.get("deltagere") or {}
    lists: dict[str, list[dict[str, Any]]] = {"til_stede": [], "afbud": []}
    for person in people:
        try:
            former = own[person.former[0]][person.former[1]] if person.former else {}
        except (LookupError, TypeError):
            raise NoSuchPlace() from None
        said = {"navn": person.name or None, "organisation": person.organisation or None}
        key = "til_stede" if person.was_there else "afbud"
        lists[key].append(_filled({**former, **said}))
    after["deltagere"] = {**own, **lists}
    return _ordered(after, Meeting)


def answer(data: Mapping[str, Any], choice: Choice) -> str:
    """The choice as the file keeps it."""
    if choice.what is Is.LIST:
        assert choice.item is not None
        return f"hører til punkt {key_of(data['dagsorden'][choice.item - 1])}"
    if choice.what in {Is.POINT, Is.TARGET}:
        return f"hører til {choice.point}"
    return _ANSWERS[choice.what]


_ANSWERS = {
    Is.RIGHT: "rigtigt, som det står",
    Is.ITEM: "et punkt for sig",
    Is.DECISION: "en beslutning",
    Is.TASK: "en opgave",
    Is.ASIDE: NOT_OURS,
    Is.MINUTES: "referatet begynder et andet sted",
    Is.TITLE: "punktet hedder noget andet",
    Is.NO_INPUT: NO_INPUT,
}


def key_of(item: Mapping[str, Any]) -> str:
    """How an item is referred to, as `AgendaItem.key`."""
    return str(item.get("nr") or item["titel"])


def _item(data: dict[str, Any], choice: Choice) -> dict[str, Any]:
    if choice.item is None or choice.item < 0:
        raise NoSuchPlace()
    item: dict[str, Any] = data["dagsorden"][choice.item]
    return item


def _line(item: Mapping[str, Any], choice: Choice) -> tuple[str, int, str]:
    if choice.line is None or choice.line < 0:
        raise NoSuchPlace()
    return list(_placed(item))[choice.line]


def _doubts(data: dict[str, Any]) -> list[dict[str, Any]]:
    return data.get("tvivl") or []


def _as_item(data: dict[str, Any], choice: Choice) -> None:
    """Part an item before a line, which becomes the title of the next one."""
    item = _item(data, choice)
    key, at, line = _line(item, choice)
    every = item[key].split("\n")
    number = _NUMBERED.match(line)
    title = line[number.end() :] if number else _unmarked(line)
    item[key] = _joined(every[:at])
    new = {"nr": number[1] if number else None, "titel": title, key: _joined(every[at + 1 :])}
    if key == "uddybning":
        new["referat"], item["referat"] = item.get("referat"), None
    said = "\n".join(filter(None, (item.get(each) for each in _TEXTS)))
    moved = "\n".join(filter(None, (new.get(each) for each in _TEXTS)))
    for name, words in (("beslutninger", _of_decision), ("opgaver", _of_task)):
        own = item.get(name) or []
        went = [each for each in own if words(each) in moved and words(each) not in said]
        item[name], new[name] = [each for each in own if each not in went], went
    data["dagsorden"].insert((choice.item or 0) + 1, new)


def _of_decision(decision: Any) -> str:
    return str(decision)


def _of_task(task: Any) -> str:
    return str(task.get("hvad"))


def _as_list(data: dict[str, Any], choice: Choice) -> None:
    """Move all of an item to the end of the one before."""
    item = _item(data, choice)
    if not choice.item:
        raise NoSuchPlace()
    above = data["dagsorden"][choice.item - 1]
    number = item.get("nr")
    title = f"{number}. {item['titel']}" if number else f"- {item['titel']}"
    where = "referat" if item.get("referat") or not item.get("uddybning") else "uddybning"
    for key in _TEXTS:
        own = [title] if key == where else []
        above[key] = _joined(filter(None, (above.get(key), *own, item.get(key))))
    for key in _LISTS:
        above[key] = [*(above.get(key) or ()), *(item.get(key) or ())]
    del data["dagsorden"][choice.item]
    _renamed(data, key_of(item), key_of(above))


def _renamed(data: dict[str, Any], was: str, now: str) -> None:
    """Let those that refer to an item refer to it as it is called now."""
    for doubt in _doubts(data):
        if doubt.get("punkt") == was:
            doubt["punkt"] = now
    for people in (data.get("deltagere") or {}).values():
        for person in people or ():
            if was in (person.get("punkter") or ()):
                named = (now if each == was else each for each in person["punkter"])
                person["punkter"] = list(dict.fromkeys(named))


def _as_decision(data: dict[str, Any], choice: Choice) -> None:
    item = _item(data, choice)
    text = choice.text or _unmarked(_line(item, choice)[2])
    item["beslutninger"] = [*(item.get("beslutninger") or ()), text]


def _as_task(data: dict[str, Any], choice: Choice) -> None:
    item = _item(data, choice)
    text = choice.text or _unmarked(_line(item, choice)[2])
    task = {"hvem": choice.who or None, "hvad": text, "frist": choice.due or None}
    item["opgaver"] = [*(item.get("opgaver") or ()), _filled(task)]


def _as_input(data: dict[str, Any], choice: Choice) -> None:
    item = _item(data, choice)
    text = choice.text or _unmarked(_line(item, choice)[2])
    item["aarsrapport"] = [*(item.get("aarsrapport") or ()), _amending(choice, text)]


def _amending(choice: Choice, wanted: str) -> dict[str, Any]:
    """An input for a point, which nobody has worded yet."""
    return {
        "afsnit": section_of(choice.point),
        "id": choice.point,
        "art": Kind.AMEND.value,
        "input": wanted,
        "før": choice.before,
        "tekst": None,
    }


def _entry(item: Mapping[str, Any], choice: Choice) -> dict[str, Any]:
    if choice.entry is None or choice.entry < 0:
        raise NoSuchPlace()
    entry: dict[str, Any] = item["aarsrapport"][choice.entry]
    return entry


def _as_input_of(data: dict[str, Any], choice: Choice) -> None:
    """Let an input be about another point, whose wording it is made against from now on."""
    item = _item(data, choice)
    said = _entry(item, choice)
    wanted = _joined(filter(None, (said.get("overskrift"), said.get("input"))))
    if said.get("tekst") or not wanted:
        raise NoSuchPlace()
    item["aarsrapport"][choice.entry or 0] = _amending(choice, wanted)


def _not_input(data: dict[str, Any], choice: Choice) -> None:
    """Set an input aside, with all its words."""
    item = _item(data, choice)
    said = _entry(item, choice)
    words = (said.get(key) for key in ("overskrift", "input", "tekst", "svar"))
    text = _joined(filter(None, words)) or choice.text
    left = {"tekst": text, "grund": NO_INPUT, "sted": f"punkt {key_of(item)}"}
    del item["aarsrapport"][choice.entry or 0]
    data["udeladt"] = [*(data.get("udeladt") or ()), left]


def _aside(data: dict[str, Any], choice: Choice) -> None:
    """Set a line or a whole item aside, with its words."""
    item = _item(data, choice)
    place = f"punkt {key_of(item)}"
    if choice.line is not None:
        key, at, line = _line(item, choice)
        every = item[key].split("\n")
        item[key], text = _joined([*every[:at], *every[at + 1 :]]), line
    else:
        if item.get("aarsrapport"):
            raise NoSuchPlace()
        text = _joined(_all_said(item)) or ""
        del data["dagsorden"][choice.item or 0]
        for doubt in _doubts(data):
            if doubt.get("punkt") == key_of(item):
                doubt["punkt"], doubt["valg"] = None, doubt.get("valg") or NOT_OURS
    left = {"tekst": text, "grund": NOT_OURS, "sted": place}
    data["udeladt"] = [*(data.get("udeladt") or ()), left]


def _all_said(item: Mapping[str, Any]) -> Iterator[str]:
    """Everything that an item says, line by line."""
    number, title = item.get("nr"), item["titel"]
    yield f"{number}. {title}" if number else title
    yield from filter(None, (item.get(key) for key in _TEXTS))
    yield from item.get("beslutninger") or ()
    for task in item.get("opgaver") or ():
        yield " · ".join(str(value) for value in task.values() if value)
    yield from (each for key in ("bilag", "links") for each in item.get(key) or ())


def _as_minutes(data: dict[str, Any], choice: Choice) -> None:
    """Let what was said begin at a line."""
    item = _item(data, choice)
    _line(item, choice)
    every = list(_placed(item))
    raw = [item[key].split("\n")[at] for key, at, _ in every]
    item["uddybning"] = _joined(raw[: choice.line])
    item["referat"] = _joined(raw[choice.line :])


def _as_titled(data: dict[str, Any], choice: Choice) -> None:
    item = _item(data, choice)
    if not choice.text.strip():
        raise NoSuchPlace()
    was = key_of(item)
    item["titel"], item["nr"] = choice.text, choice.number or None
    _renamed(data, was, key_of(item))


_CHANGES = {
    Is.ITEM: _as_item,
    Is.LIST: _as_list,
    Is.DECISION: _as_decision,
    Is.TASK: _as_task,
    Is.POINT: _as_input,
    Is.ASIDE: _aside,
    Is.MINUTES: _as_minutes,
    Is.TITLE: _as_titled,
    Is.TARGET: _as_input_of,
    Is.NO_INPUT: _not_input,
}


def _unmarked(line: str) -> str:
    """A line without its list mark."""
    return _BULLET.sub("", line, count=1).strip()


def _joined(texts: Iterable[str]) -> str | None:
    return "\n".join(texts).strip("\n") or None


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _ordered(data: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The keys in the order of their model; what it does not know comes last."""
    order = [field.alias or name for name, field in model.model_fields.items()]
    known = {key: at for at, key in enumerate(order)}
    return dict(sorted(data.items(), key=lambda pair: known.get(pair[0], len(known))))
