"""From two documents to the plan that makes the one the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.hearing.comparing.changes import (
    can_be_read,
    deleted_table,
    has_same_columns,
    paragraph_changes,
    table_changes,
)
from reportgen.hearing.comparing.elements import (
    ComparedDocument,
    Element,
    elements,
    pairs_of,
    weights,
)
from reportgen.hearing.matching.chains import heaviest_chain
from reportgen.hearing.matching.tables import Table, tables
from reportgen.hearing.redline_plan import (
    AddedParagraph,
    AddedRow,
    CommentText,
    DeletedRow,
    DeletedText,
    EditedParagraph,
    Move,
    Moved,
    Plan,
    Signature,
    StyleChange,
    Thread,
)
from reportgen.report.wording.text import Run


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs the changes."""

    words: Signature
    """Changes inside a paragraph."""
    paragraphs: Signature
    """Whole paragraphs that come, go or move."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What the document says in its margin, as comments."""

    opening: str
    """On the first paragraph that stays: what the document is."""
    table: str
    """On the caption of a table whose changes are not shown."""
    figure: str
    """On a figure that is another than it was."""
    gone_figure: str
    """Where a figure stood; ``{figure}`` stands for what it showed."""
    gone_table: str
    """Where a table stood."""


def plan_back(
    newer: ComparedDocument,
    older: ComparedDocument,
    by: Signatures,
    notes: Notes,
    *,
    whole_tables: bool,
) -> Plan:
    """Plan what makes `newer` say again what `older` said.

    Charts stay those of `newer`, and are remarked on where they are others. Tables are
    changed cell by cell where their columns are the same; without `whole_tables` only
    where enough of them stays for that to be read. The rest is remarked on.
    """
    return _PlanBack(newer, older, by, notes, whole_tables=whole_tables).plan()


class _PlanBack:
    """One run from two documents to a plan."""

    def __init__(
        self,
        newer: ComparedDocument,
        older: ComparedDocument,
        by: Signatures,
        notes: Notes,
        *,
        whole_tables: bool,
    ) -> None:
        self._newer, self._older, self._by, self._notes = newer, older, by, notes
        self._whole_tables = whole_tables
        self._elements, self._older_elements = elements(newer), elements(older)
        self._tables = tables(newer.paragraphs), tables(older.paragraphs)
        self._edited: dict[int, EditedParagraph] = {}
        self._added: defaultdict[int, list[AddedParagraph | Moved]] = defaultdict(list)
        self._before: defaultdict[int, list[AddedParagraph | Moved]] = defaultdict(list)
        self._rows: list[DeletedRow | AddedRow] = []
        self._comments: defaultdict[int, list[str]] = defaultdict(list)

    def plan(self) -> Plan:
        """Go through the older document, and put in what the newer one lacks."""
        pairs = pairs_of(self._elements, self._older_elements, self._tables)
        staying = {b: a for a, b in heaviest_chain(weights(pairs, self._elements))}
        moves, arriving = self._moves([p for p in pairs if staying.get(p[1]) != p[0]])
        moved = {n for move in moves.values() for n in range(move.first, move.last + 1)}
        place: int | None = None
        for b, element in enumerate(self._older_elements):
            if b in staying:
                place = staying[b]
                self._keep(place, element)
            else:
                self._insert(
                    place, arriving[b] if b in arriving else self._restored(place, element)
                )
        kept = set(staying.values())
        for a, element in enumerate(self._elements):
            if a not in kept and element.first not in moved:
                self._delete(element)
        self._add_comments(min(kept, default=None))
        return Plan(
            edited=self._edited,
            added={place: tuple(new) for place, new in self._added.items()},
            before={place: tuple(new) for place, new in self._before.items()},
            moves=moves,
            rows=tuple(self._rows),
        )

    def _moves(
        self, pairs: Sequence[tuple[int, int]]
    ) -> tuple[dict[str, Move], dict[int, list[AddedParagraph | Moved]]]:
        """Paragraphs that stand elsewhere and say the same, those side by side together."""
        groups: list[list[tuple[int, int]]] = []
        for a, b in sorted(pairs, key=lambda pair: pair[1]):
            if not self._can_move(a, b):
                continue
            last = groups[-1][-1] if groups else None
            beside = last == (a - 1, b - 1)
            if beside and self._elements[a].first == self._elements[a - 1].last + 1:
                groups[-1].append((a, b))
            else:
                groups.append([(a, b)])
        moves: dict[str, Move] = {}
        arriving: dict[int, list[AddedParagraph | Moved]] = {}
        for number, group in enumerate(groups, 1):
            name = f"flyttet{number}"
            begin, end = (
                self._elements[group[0][0]].first,
                self._elements[group[-1][0]].last,
            )
            moves[name] = Move(begin, end, self._by.paragraphs)
            arriving |= {b: [] for _, b in group}
            arriving[group[0][1]] = [Moved(name)]
        return moves, arriving

    def _can_move(self, a: int, b: int) -> bool:
        here, there = self._elements[a], self._older_elements[b]
        if here.table is not None or here.first in self._newer.embedded:
            return False
        now, wanted = self._newer.paragraphs[here.first], self._older.paragraphs[there.first]
        return (now.line, now.style) == (wanted.line, wanted.style)

    def _keep(self, a: int, wanted: Element) -> None:
        here = self._elements[a]
        if here.table is not None and wanted.table is not None:
            self._keep_table(a, here.table, wanted.table)
            return
        now, then = self._newer.paragraphs[here.first], self._older.paragraphs[wanted.first]
        parts = paragraph_changes(now.line, then.line, self._by.words)
        restyled = StyleChange(then.style, self._by.words) if then.style != now.style else None
        if parts or restyled:
            self._edited[here.first] = EditedParagraph(parts, restyled=restyled)
        shown = self._newer.embedded_in(here.first)
        if shown.contents != self._older.embedded_in(wanted.first).contents:
            self._comments[here.first].append(self._notes.figure)

    def _keep_table(self, a: int, number: int, other: int) -> None:
        now, wanted = self._tables[0][number], self._tables[1][other]
        if _texts(now) == _texts(wanted):
            return
        shows = has_same_columns(now, wanted) if self._whole_tables else can_be_read(now, wanted)
        if not shows:
            caption = self._elements[a - 1] if a else self._elements[a]
            at = caption.first if caption.table is None else self._elements[a].first
            self._comments[at].append(self._notes.table)
            return
        both = (self._newer.paragraphs, self._older.paragraphs)
        changes = table_changes(number, now, wanted, both, self._by.words)
        self._edited |= changes.edited
        for place, new in changes.added.items():
            self._added[place] += new
        self._rows += changes.rows

    def _restored(self, place: int | None, element: Element) -> list[AddedParagraph | Moved]:
        """What the older document has more; of a table its rows as lines, of a figure a word."""
        at = 0 if place is None else self._elements[place].first
        if element.table is not None:
            self._comments[at].append(self._notes.gone_table)
            rows = _texts(self._tables[1][element.table])
            lines = (" · ".join(" ".join(cell.split()) for cell in row) for row in rows)
            return [AddedParagraph((Run(line),), self._by.paragraphs) for line in lines]
        if (picture := self._older.embedded_in(element.first).picture).strip():
            self._comments[at].append(self._notes.gone_figure.format(figure=picture))
        para = self._older.paragraphs[element.first]
        if not para.plain.strip():
            return []
        return [AddedParagraph(para.line.runs, self._by.paragraphs, para.style or "Normal")]

    def _insert(self, place: int | None, new: list[AddedParagraph | Moved]) -> None:
        """Put paragraphs after what stands at `place`."""
        if not new:
            return
        if place is None:
            self._added[-1] += new
        elif (element := self._elements[place]).table is None:
            self._added[element.last] += new
        elif self._is_text(element.last + 1):
            self._before[element.last + 1] += new
        else:
            self._insert(place - 1 if place else None, new)

    def _is_text(self, number: int) -> bool:
        paragraphs = self._newer.paragraphs
        return number < len(paragraphs) and paragraphs[number].cell is None

    def _delete(self, element: Element) -> None:
        if element.table is not None:
            self._rows += deleted_table(
                element.table, self._tables[0][element.table], self._by.paragraphs
            )
            return
        text = self._newer.paragraphs[element.first].plain
        ends = self._newer.embedded_in(element.first).ends_section
        gone = (DeletedText(text, self._by.paragraphs),) if text else ()
        self._edited[element.first] = EditedParagraph(
            gone, unmarked=None if ends else self._by.paragraphs
        )

    def _add_comments(self, first: int | None) -> None:
        opening = 0 if first is None else self._elements[first].first
        self._comments[opening].insert(0, self._notes.opening)
        for at, texts in self._comments.items():
            threads = tuple(
                Thread(CommentText(self._by.words, text)) for text in dict.fromkeys(texts)
            )
            self._edited[at] = replace(self._edited.get(at, EditedParagraph()), threads=threads)


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table]
