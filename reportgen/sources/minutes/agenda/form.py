"""Minutes that were written in the agenda the program made: items by marks, the rest by styles.

Each item of the agenda has a mark in its heading, and its row has paragraphs of two styles, for
what is decided and for who does what. A mark says which item a row is, and the styles what its
paragraphs are; words are looked at only where these are gone. The styles rule once one of their
paragraphs is filled in: nobody has to use them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.report.outline import (
    AgendaMade,
    Cell,
    Doubt,
    MinutesOutline,
    Omission,
    OutlineParagraph,
    OutlineRow,
    OutlineTable,
    Role,
)
from reportgen.sources.minutes.agenda.deadlines import is_deadline
from reportgen.sources.minutes.agenda.items import TracedItem
from reportgen.sources.minutes.agenda.votes import title_key
from reportgen.sources.minutes.labels import FIELD_LABEL

UNFILLED = "felt i dagsordenen, som ikke er udfyldt"
_NONE = "siger, at der ikke er nogen"
NOTHING = re.compile(
    r"(?:(?:intet|ingen(?: beslutning(?:er)?| opgaver?| bemærkninger)?)\b|[-–—])\W*", re.IGNORECASE
)
"""What people write where there is nothing to write."""
_SIGNS = tuple(re.compile(rf"\s*{sign}\s*") for sign in ("·", "•", r"\|", r"\t", ";"))
_WEAK = (re.compile(r"\s+[–—-]\s+"), re.compile(r"(?<!\d):\s+"))
"""What parts who, what and by when: signs that mean nothing else, and a dash or a colon."""
_LONGEST_NAME = 80
"""Characters of who does something, where a dash or a colon ends it."""


@dataclass(frozen=True, slots=True)
class StatedTask:
    """A task as its paragraph states it."""

    who: str | None
    what: str
    due: str | None
    is_clear: bool = True
    """Whether there is something to do, and no more parts than who, what and by when."""


def said(paragraph: OutlineParagraph) -> str:
    """What a styled paragraph says: without its label and its bullet, but with its number."""
    number = paragraph.mark if re.search(r"\d", paragraph.mark) else ""
    return without_label(f"{number} {paragraph.text}" if number else paragraph.text)


def is_parted(text: str) -> bool:
    """Whether a sign parts who, what and by when that means nothing else."""
    return any(sign.search(text) for sign in _SIGNS)


def stated_task(text: str) -> StatedTask:
    """Read "who · what · deadline"; without a deadline, or with nobody, as far as it goes.

    Of several signs the first of "·", "•", "|", a tab and ";" counts, and else a dash or a colon.

    >>> stated_task("Ida · sender A; B · 1. marts")
    StatedTask(who='Ida', what='sender A; B', due='1. marts', is_clear=True)
    >>> stated_task("Ida - finder en dato").what, stated_task("Finder en dato").who
    ('finder en dato', None)
    """
    for sign in (*_SIGNS, *_WEAK):
        parting = list(sign.finditer(text))
        if not parting:
            continue
        first, last = parting[0], parting[-1]
        who, due = text[: first.start()], text[last.end() :]
        if sign in _WEAK and len(who) > _LONGEST_NAME:
            continue
        is_single = first is last or (sign in _WEAK and not is_deadline(due))
        what = text[first.end() :] if is_single else text[first.end() : last.start()]
        is_clear = bool(what) and (sign in _WEAK or len(parting) < 3)
        return StatedTask(who or None, what or text, None if is_single else due or None, is_clear)
    return StatedTask(None, text, None)


def without_label(text: str) -> str:
    """What stands in a paragraph of a style, less a label that came to be text."""
    label = FIELD_LABEL.match(text)
    return text[label.end() :].strip() if label else text.strip()


def uses_styles(outline: MinutesOutline) -> bool:
    """Whether the file is an agenda of ours, and somebody has filled in a styled paragraph."""
    if outline.agenda is None:
        return False
    tables = (block for block in outline.blocks if isinstance(block, OutlineTable))
    cells = (cell for table in tables for row in table.rows for cell in with_roles(row).cells)
    return any(p.role is not None and said(p) for cell in cells for p in cell)


def with_roles(row: OutlineRow) -> OutlineRow:
    """A row whose last cell, where the minutes stand, has a role also where a label says it."""
    *others, last = row.cells or ((),)
    return replace(row, cells=(*others, tuple(map(_labelled, last))))


def _labelled(paragraph: OutlineParagraph) -> OutlineParagraph:
    label = FIELD_LABEL.match(paragraph.text) if paragraph.role is None else None
    return replace(paragraph, role=Role(str(label.lastgroup))) if label else paragraph


def filled_in(cell: Cell) -> tuple[Cell, tuple[Omission, ...]]:
    """The paragraphs of a cell that hold something, and those whose field holds nothing."""
    kept, left = [], []
    for paragraph in cell:
        text = said(paragraph)
        if paragraph.role is None or (text and not NOTHING.fullmatch(text)):
            kept.append(paragraph)
        else:
            left.append(Omission(paragraph.printed, _NONE if text else UNFILLED, paragraph.place))
    return tuple(kept), tuple(left)


def of_role(cell: Cell, role: Role) -> Cell:
    """The paragraphs of a cell that are what `role` says."""
    return tuple(paragraph for paragraph in cell if paragraph.role is role)


# --- which item of the agenda a row is ------------------------------------------------------


def by_marks(
    items: Sequence[TracedItem], made: AgendaMade
) -> tuple[tuple[TracedItem, ...], tuple[Doubt, ...]]:
    """The items with what is unsure of their marks, and the doubts about those that are gone.

    A row whose mark is gone, or is another row's, is known by its number and title.
    """
    owners = _owners(items, made)
    own = set(owners.values())
    missing = _Missing(made.titles, owners)
    read = [
        item if at in own else _doubted(item, owners, items, missing)
        for at, item in enumerate(items)
    ]
    gone = (Doubt("agenda-item-gone", {"title": title}) for title in missing.titles)
    return tuple(read), tuple(gone)


def _doubted(
    item: TracedItem, owners: Mapping[int, int], items: Sequence[TracedItem], missing: _Missing
) -> TracedItem:
    """A row that no mark tells, with the doubt about it."""
    title = missing.take(item)
    if item.marks:
        other = items[owners[item.marks[0]]].key
        doubt = Doubt("agenda-mark-twice", {"item": item.key, "other": other}, item.place)
    elif title is not None or not missing.is_told:
        values = {"item": item.key, "title": title or item.title.text}
        doubt = Doubt("agenda-mark-gone", values, item.place)
    else:
        doubt = Doubt("agenda-item-new", {"item": item.key}, item.place)
    return replace(item, doubts=(*item.doubts, doubt))


def _owners(items: Sequence[TracedItem], made: AgendaMade) -> dict[int, int]:
    """Index of the row that each mark belongs to: of several, the one that has its title."""
    rows: dict[int, list[int]] = {}
    for at, item in enumerate(items):
        for number in item.marks[:1]:
            rows.setdefault(number, []).append(at)
    return {
        number: next((at for at in same if _is_titled(items[at], number, made)), same[0])
        for number, same in rows.items()
    }


def _is_titled(item: TracedItem, number: int, made: AgendaMade) -> bool:
    title = made.titles[number - 1] if number <= len(made.titles) else ""
    return title_key(item.title.text) == title_key(title)


class _Missing:
    """Items of the agenda that no mark leads to."""

    def __init__(self, titles: Sequence[str], found: Container[int]) -> None:
        self.is_told = bool(titles)
        """Whether the file says what was on the agenda."""
        self._titles = {n: title for n, title in enumerate(titles, 1) if n not in found}
        self._by_title: dict[str, list[int]] = {}
        for number, title in self._titles.items():
            self._by_title.setdefault(title_key(title), []).append(number)

    @property
    def titles(self) -> Collection[str]:
        """The titles of those that no row was found to be."""
        return self._titles.values()

    def take(self, item: TracedItem) -> str | None:
        """The title of the one that a row is by its title, else by its number."""
        same = self._by_title.get(title_key(item.title.text), [])
        number = next((each for each in same if each in self._titles), None)
        if number is None and re.fullmatch(r"[0-9]{1,9}", item.number or ""):
            number = int(item.number or "")
        return None if number is None else self._titles.pop(number, None)
