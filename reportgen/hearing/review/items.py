"""Everything that is to be decided in a round, one change at a time, and how far it has come.

A conflict is one change with a side for each of its variants. What was decided and what is open
are all there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from reportgen.hearing.base import Role
from reportgen.hearing.decisions.descriptions import said
from reportgen.hearing.decisions.rows import Row, Typed
from reportgen.hearing.decisions.rulings import Outcome, Ruling, torn_apart
from reportgen.hearing.responses import RoundResult
from reportgen.hearing.result import Comment, Edit, Part
from reportgen.hearing.review.marked import MarkedLine, base_of_row, lines_of_row
from reportgen.report.wording.tokens import Tokens, without_breaks

FILES, WHOLE = "filer", "hele"
"""Sections of what stands in none: files set aside, and what is said of the whole report."""
COVER = "forside"


class State(StrEnum):
    """How far the decision of a change has come."""

    OPEN = "open"
    HALF = "half"
    """Something is missing, or does not fit together: it cannot be taken in as it stands."""
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Item:
    """One change with its sides; nearly always one, of a conflict one for each variant."""

    id: str
    """Its row's, or the conflict's."""
    rows: tuple[Row, ...]
    section: str
    block: str
    comment: Comment | None = None
    is_overtaken: bool = False

    @property
    def is_conflict(self) -> bool:
        """Whether parties want different things."""
        return bool(self.rows[0].conflict)

    @property
    def is_editorial(self) -> bool:
        """Whether it touches signs alone."""
        return self.rows[0].editorial

    @property
    def parties(self) -> tuple[str, ...]:
        """Everyone whose change it is."""
        return tuple(dict.fromkeys(p for row in self.rows for p in row.party.split("; ")))

    @property
    def place(self) -> str:
        """Where it is, as a person would say it."""
        return self.rows[0].section


def state_of(item: Item, typed: Mapping[str, Typed]) -> State:
    """How far a change is decided by what was `typed` in its rows."""
    given = [typed.get(row.id, Typed()) for row in item.rows]
    if any(each.outcome is None for each in given):
        return State.OPEN
    met = [each for each in given if each.outcome is not Outcome.NO]
    wordless = any(each.outcome is Outcome.PARTLY and not each.text.strip() for each in given)
    return State.HALF if wordless or len(met) > 1 else State.DECIDED


def decided(item: Item, outcome: Outcome | None, side: str = "") -> dict[str, Outcome | None]:
    """What is typed in each row where a change is decided; of a conflict, for one `side`.

    The other sides are not met then. None opens all of it again.
    """
    if outcome is None or outcome is Outcome.NO:
        return {row.id: outcome for row in item.rows}
    chosen = side or item.rows[0].id
    return {row.id: outcome if row.id == chosen else Outcome.NO for row in item.rows}


class Show(StrEnum):
    """Which changes are looked through."""

    ALL = "alle"
    OPEN = "aabne"
    CONFLICTS = "uenige"
    EDITORIAL = "redaktionelle"
    CONTESTED = "forskellige"
    """What the workbook says otherwise than the desk."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which changes a person looks through, as the address of the page says it."""

    show: Show = Show.ALL
    party: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many changes there are: decided and open together are all."""

    decided: int = 0
    open: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.decided + self.open


class Items:
    """All changes of a round, in the order of the report."""

    def __init__(
        self, result: RoundResult, rows: Sequence[Row], overtaken: Iterable[str] = ()
    ) -> None:
        self._result = result
        self._edits = {edit.id: edit for edit in result.merged.edits}
        self._comments = {comment.id: comment for comment in result.merged.comments}
        self._overtaken = frozenset(overtaken)
        of_item: dict[str, list[Row]] = {}
        for row in rows:
            of_item.setdefault(row.conflict or row.id, []).append(row)
        made = [self._item(id_, tuple(its)) for id_, its in of_item.items()]
        self.all = tuple(sorted(made, key=self._order))
        self.by_id = {item.id: item for item in self.all}
        self.order = {item.id: n for n, item in enumerate(self.all)}

    def _item(self, id_: str, rows: tuple[Row, ...]) -> Item:
        first = rows[0].about[0] if rows[0].about else ""
        overtaken = any(row.id in self._overtaken for row in rows)
        comment = self._comments.get(first)
        about: Edit | Comment | None = self._edits.get(first) or comment
        if about is None:
            return Item(id_, rows, FILES, "")
        is_of_whole = comment is not None and not comment.section and comment.paragraph is None
        section = WHOLE if is_of_whole else about.section or COVER
        return Item(id_, rows, section, about.block, comment, overtaken)

    def _order(self, item: Item) -> tuple[int, int]:
        known = self._result.prepared.known.get(item.block)
        return self._sections.get(item.section, 0), known.order if known else -1

    @cached_property
    def _sections(self) -> dict[str, int]:
        order = (COVER, *self._result.prepared.sections, WHOLE, FILES)
        return {section: n for n, section in enumerate(order)}

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Sections in which something is to be decided, in order."""
        return tuple(dict.fromkeys(item.section for item in self.all))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Everyone whose changes there are, in the order of the parties."""
        named = {party for item in self.all for party in item.parties}
        order = (response.party for response in self._result.responses)
        known = [party for party in order if party in named]
        return (*known, *sorted(named.difference(known)))

    def edits_of(self, row: Row) -> tuple[Edit, ...]:
        """What a row decides; none for a comment or a file."""
        return tuple(self._edits[id_] for id_ in row.about if id_ in self._edits)

    @cached_property
    def held_together(self) -> tuple[tuple[Row, Edit], ...]:
        """Edits that hold only together with others, each with its row."""
        return tuple(
            (row, edit)
            for item in self.all
            for row in item.rows
            for edit in self.edits_of(row)
            if edit.together
        )

    def base_lines(self, item: Item) -> tuple[MarkedLine, ...]:
        """What was sent out where a change is."""
        row = item.rows[0]
        edits = () if item.is_overtaken else self.edits_of(row)
        return base_of_row(self._result.prepared, row, edits, self._point(item))

    def lines(self, item: Item, row: Row) -> tuple[MarkedLine, ...]:
        """What one of its sides wants, marked."""
        return lines_of_row(
            self._result.prepared,
            row,
            self.edits_of(row),
            point=self._point(item),
            is_overtaken=item.is_overtaken,
        )

    def _point(self, item: Item) -> dict[Part, Tokens]:
        """Heading and text of a point, as far as any of the sides of a change touches them."""
        known = self._result.prepared.known.get(item.block)
        if known is None or len(item.rows) < 2:
            return {}
        touched = {edit.part for row in item.rows for edit in self.edits_of(row)}
        words = {Part.HEADING: known.heading_words, Part.TEXT: known.words}
        return words if Part.PLACE in touched else {p: words[p] for p in touched & words.keys()}

    def base_markup(self, item: Item) -> str:
        """What an own wording of a change is written instead of."""
        edits = self.edits_of(item.rows[0])
        known = self._result.prepared.known.get(item.block)
        if item.comment is not None:
            return known.block.text if known else ""
        conflict = next((c for c in self._result.merged.conflicts if c.id == item.id), None)
        return conflict.base if conflict else edits[0].before if edits else ""

    def wording(self, item: Item, row: Row) -> str:
        """What an own wording of a row may begin as: what it wants, else what was sent out."""
        if item.comment is not None:
            return self.base_markup(item)
        variants = {
            f"{c.id}/{n}": v.text
            for c in self._result.merged.conflicts
            if c.id == item.id
            for n, v in enumerate(c.variants, 1)
        }
        edits = self.edits_of(row)
        wanted = variants.get(row.id, edits[0].after if edits else "")
        return without_breaks(wanted) or self.base_markup(item)

    def in_words(self, row: Row) -> tuple[str, ...]:
        """What a side wants, a sentence for each edit."""
        return tuple(said(self._result.prepared, edit) for edit in self.edits_of(row))

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of each section."""
        prepared = self._result.prepared
        return {
            slot.section: prepared.document.paragraphs[slot.index].plain
            for slot in prepared.slots
            if slot.role is Role.SECTION
        }

    def heading(self, item: Item) -> str:
        """The heading of the point that a change is in; empty where it has none."""
        known = self._result.prepared.known.get(item.block)
        return known.block.heading if known else ""

    def source(self, item: Item) -> str:
        """The small line of the point that a change is in, with where its words come from."""
        prepared = self._result.prepared
        known = prepared.known.get(item.block)
        slots = (prepared.slots[n] for n in known.slots) if known else ()
        lines = (s.index for s in slots if s.role is Role.SOURCE)
        return "\n".join(prepared.document.paragraphs[index].plain for index in lines)

    def thread(self, item: Item) -> tuple[Comment, ...]:
        """The whole conversation that a comment is part of, in order."""
        if item.comment is None:
            return ()
        root = self._root(item.comment)
        return tuple(c for c in self._result.merged.comments if self._root(c) == root)

    def _root(self, comment: Comment) -> str:
        seen: set[str] = set()
        while comment.reply_to in self._comments and comment.id not in seen:
            seen.add(comment.id)
            comment = self._comments[comment.reply_to]
        return comment.reply_to or comment.id

    def sent_remark(self, item: Item) -> str:
        """The comment of the copy sent out that a conversation answers; empty where none."""
        root = self._root(item.comment) if item.comment else ""
        remarks = self._result.prepared.document.remarks
        return next((remark.text for remark in remarks if remark.key == root), "")

    @cached_property
    def _beside(self) -> Mapping[str, tuple[Comment, ...]]:
        found: defaultdict[str, list[Comment]] = defaultdict(list)
        for comment in self._result.merged.comments:
            if comment.block:
                found[comment.block].append(comment)
        return {block: tuple(comments) for block, comments in found.items()}

    def beside(self, item: Item) -> tuple[Comment, ...]:
        """Comments on the same block by those whose change it is, and the rest after them."""
        mine = set(item.parties)
        there = self._beside.get(item.block, ()) if item.comment is None else ()
        return tuple(sorted(there, key=lambda comment: comment.party not in mine))


@dataclass(frozen=True)
class Overview:
    """All changes, with what is typed now: what is looked through, and the sums."""

    items: Items
    typed: Mapping[str, Typed]
    contested: frozenset[str] = frozenset()
    """Rows that the workbook says something else about than the desk."""
    differing: frozenset[str] = frozenset()
    """Rows that are decided otherwise in the consolidated document than in the workbook."""
    _states: dict[str, State] = field(default_factory=dict)
    _shown: dict[Choice, tuple[Item, ...]] = field(default_factory=dict)

    def state(self, item: Item) -> State:
        """How far a change is decided."""
        if item.id not in self._states:
            found = state_of(item, self.typed)
            if found is State.DECIDED and any(
                row.id in self.torn or row.id in self.differing for row in item.rows
            ):
                found = State.HALF
            self._states[item.id] = found
        return self._states[item.id]

    @cached_property
    def torn(self) -> dict[str, tuple[str, ...]]:
        """Rows that hold only together with others, and were decided otherwise than those."""
        ruled = {
            edit.id: Ruling(row.id, typed.outcome)
            for row, edit in self.items.held_together
            if (typed := self.typed.get(row.id)) is not None and typed.outcome is not None
        }
        edits = [edit for _, edit in self.items.held_together]
        return {row: rows for rows in torn_apart(edits, ruled) for row in rows}

    def shown(self, choice: Choice) -> tuple[Item, ...]:
        """The changes of a choice, in order."""
        if choice not in self._shown:
            there = self._of_party_and_section(choice)
            self._shown[choice] = tuple(i for i in there if self._is_shown(i, choice.show))
        return self._shown[choice]

    def _of_party_and_section(self, choice: Choice) -> Sequence[Item]:
        """The changes that any choice of the same party and section is among."""
        if choice.show is not Show.ALL:
            return self.shown(replace(choice, show=Show.ALL))
        return [
            item
            for item in self.items.all
            if (not choice.section or item.section == choice.section)
            and (not choice.party or choice.party in item.parties)
        ]

    def _is_shown(self, item: Item, show: Show) -> bool:
        match show:
            case Show.OPEN:
                return self.state(item) is not State.DECIDED
            case Show.CONFLICTS:
                return item.is_conflict
            case Show.EDITORIAL:
                return item.is_editorial
            case Show.CONTESTED:
                return any(row.id in self.contested for row in item.rows)
        return True

    def sum(self, choice: Choice = Choice()) -> Sum:
        """How many changes of a choice are decided and open."""
        shown = self.shown(choice)
        decided = sum(self.state(item) is State.DECIDED for item in shown)
        return Sum(decided, len(shown) - decided)

    def editorial_left(self) -> Iterator[Row]:
        """Editorial rows that nobody has typed a decision in."""
        for item in self.items.all:
            if item.is_editorial and self.state(item) is State.OPEN:
                yield from item.rows
