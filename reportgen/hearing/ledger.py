"""What differs in a copy that came back, counted apart from what was found in it.

What both documents hold is told by their inventories (`reportgen.hearing.inventory`), which
know nothing of how edits are found. So a difference that no edit and no remark speaks of
shows, and is said at its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.hearing.base import row_of_block
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.looks import kinds_of_look
from reportgen.hearing.edits.object_words import named
from reportgen.hearing.edits.objects import Objects
from reportgen.hearing.inventory import Difference, entry, object_differences, text_differences
from reportgen.hearing.matching.tables import Changed
from reportgen.hearing.model import Author, Para, Remark
from reportgen.hearing.object_captions import caption
from reportgen.hearing.result import Edit, EditKind
from reportgen.report.ledger import Item, Ledger

_THROUGHOUT = 0.3
"""Share of all paragraphs from which other styles are an editor's, which renamed them."""
_LONGEST = 300


@dataclass(slots=True)
class Account:
    """What became of each entry of either inventory that has no equal in the other."""

    found: int = 0
    """How many there are."""
    understood: int = 0
    """Those that an edit or a remark speaks of."""
    set_aside: list[Item] = field(default_factory=list)
    doubtful: list[Item] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    """What is doubtful, said at its place for a person to look at."""

    def ledger(self) -> Ledger:
        """All of it."""
        return Ledger(self.understood, tuple(self.set_aside), tuple(self.doubtful))


def account(
    answer: Answer, edits: Sequence[Edit], remarks: Sequence[Remark], objects: Objects
) -> Account:
    """Account for every difference of an answer.

    `edits` were found in it, and `remarks` made of what else was done; `objects` is what came
    of comparing those.
    """
    aside = answer.returned.set_aside
    made = Account(found=len(aside), set_aside=list(aside))
    spoken = _Spoken(answer, edits, remarks)
    _account_for_text(answer, spoken, made)
    _account_for_looks(answer, spoken, made)
    _account_for_objects(answer, objects, made)
    return made


_OF_BLOCKS = (EditKind.REMOVE, EditKind.MOVE)
"""Kinds that speak of a whole block, also of one that has no text yet."""


class _Spoken:
    """What the edits and remarks of an answer speak of."""

    def __init__(self, answer: Answer, edits: Sequence[Edit], remarks: Sequence[Remark]) -> None:
        self._sent = answer.prepared.document.paragraphs
        self.paragraphs = {
            at
            for edit in edits
            if edit.before or edit.hunk or edit.kind in _OF_BLOCKS
            for at in edit.paragraphs
        }
        self.paragraphs |= {remark.base for remark in remarks if remark.base is not None}
        self.returned = {
            paragraph
            for r in remarks
            if r.paragraph is not None
            for paragraph in range(r.paragraph, r.paragraph + r.more + 1)
        }
        self._tables = {
            cell.table for at in self.paragraphs if (cell := self._sent[at].cell) is not None
        }
        rows = {edit.row for edit in edits if edit.kind is EditKind.MOVE}
        self.shifted = {
            self._sent[slot.index].plain
            for slot in (answer.prepared.slots if rows else ())
            if slot.block and row_of_block(slot.block, slot.section) in rows
        }
        """Words of the blocks among which one was moved: two that change places both moved."""
        self._sorted = {
            entry(self._sent[at]).text
            for change in answer.table_changes
            if change.what in (Changed.ORDER, Changed.COLUMN_ORDER) and change.table is not None
            for row in answer.prepared.tables[change.table]
            for cell in row
            for at in cell.paragraphs
        }
        """Words in tables of which it is said that their rows or columns were moved."""
        said = [text for edit in edits for text in (edit.before, edit.after, edit.heading)]
        said += [remark.text for remark in remarks]
        said += [self._sent[at].plain for at in self.paragraphs]
        self._words = "\n".join(map(_letters, said))

    def of_base(self, at: int) -> bool:
        """Whether they speak of a paragraph of the base, or say its words."""
        cell = self._sent[at].cell
        in_table = cell is not None and cell.table in self._tables
        return at in self.paragraphs or in_table

    def tells(self, para: Para, moved: Collection[str]) -> bool:
        """Whether they say the words of a paragraph, or that it changed places."""
        seen = entry(para)
        if seen.text in moved and para.plain in self.shifted:
            return True
        if seen.text in moved and seen.is_in_table and seen.text in self._sorted:
            return True
        return _letters(seen.text) in self._words


def _letters(text: str) -> str:
    """Letters and digits alone, so that no mark and no blank stands in the way."""
    return "".join(filter(str.isalnum, text)) or text.strip()


def _account_for_text(answer: Answer, spoken: _Spoken, made: Account) -> None:
    sent, came = answer.prepared.document.paragraphs, answer.returned.paragraphs
    differences = text_differences(answer.prepared.inventory, came)
    moved = _moved(differences, sent, came)
    for difference in differences:
        gone = [
            at
            for at in difference.before
            if not spoken.of_base(at) and not spoken.tells(sent[at], moved)
        ]
        is_told = bool(difference.before) and not gone
        new = [at for at in difference.after if not (is_told or spoken.tells(came[at], moved))]
        entries_ = len(difference.before) + len(difference.after)
        made.found += entries_
        made.understood += entries_ - len(gone) - len(new)
        if gone or new:
            left = Difference(tuple(gone), tuple(new), difference.follows)
            section = _section(answer, left)
            made.doubtful += (Item(section, sent[at].plain.strip()) for at in gone)
            made.doubtful += (Item(section, came[at].plain.strip()) for at in new)
            made.remarks += _doubts(left, sent, came, moved)


def _section(answer: Answer, difference: Difference) -> str:
    at = difference.before[0] if difference.before else difference.follows
    return "" if at is None else answer.prepared.section_at[at]


def _moved(
    differences: Sequence[Difference], sent: Sequence[Para], came: Sequence[Para]
) -> set[str]:
    """Texts that are gone in one place, and new in another."""
    gone = {entry(sent[at]).text for each in differences for at in each.before}
    new = {entry(came[at]).text for each in differences for at in each.after}
    return gone & new


def _doubts(
    difference: Difference, sent: Sequence[Para], came: Sequence[Para], moved: set[str]
) -> Iterator[Remark]:
    """What is said of a difference that nothing else speaks of."""
    before = [entry(sent[at]).text for at in difference.before]
    after = [entry(came[at]).text for at in difference.after]
    was, now = (_quoted(text for text in texts if text not in moved) for texts in (before, after))
    here = _quoted(text for text in after if text in moved)
    if was and now:
        said = f"{was} er ændret til {now}."
    elif was:
        said = f"{was} er ikke med længere."
    elif now:
        said = f"{now} er sat ind her."
    elif here:
        said = f"{here} er flyttet hertil."
    else:
        return  # said where it stands now
    base = difference.before[0] if difference.before else difference.follows
    paragraph = difference.after[0] if difference.after else None
    author = next((t.author for at in difference.after for t in came[at].tracked), Author())
    yield Remark(f"tvivl {base} {paragraph}", author, said, paragraph, base=base)


def _quoted(texts: Iterable[str]) -> str:
    text = "\n".join(texts)
    short = text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + " …"
    return f"“{short}”" if short else ""


def looks(answer: Answer) -> Mapping[tuple[int, int], str]:
    """Paragraphs that read as before, and look otherwise: by their style, or by marks in them.

    Each by its indexes in the base and in the answer, and what it is that changed; empty
    where a program gave its styles other names.
    """
    sent, came = answer.prepared.document.paragraphs, answer.returned.paragraphs
    slots = answer.prepared.slots
    pairs = [
        (slot.index, answer.index[j])
        for slot, j in zip(slots, answer.alignment.back, strict=True)
        if j is not None and sent[slot.index] != came[answer.index[j]]
    ]
    pairs = [(i, j) for i, j in pairs if sent[i].plain == came[j].plain]
    restyled = [(i, j) for i, j in pairs if sent[i].style != came[j].style]
    found = {(i, j): _restyled(sent[i], came[j]) for i, j in restyled}
    if len(found) > _THROUGHOUT * len(slots):
        found = {}
    for i, j in pairs:
        if sent[i].line != came[j].line and sent[i].anchors:
            found.setdefault((i, j), "Fremhævningen er ændret")
        if kinds_of_look(sent[i]) != kinds_of_look(came[j]):
            found.setdefault((i, j), "Udseendet er ændret")
    return found


def _account_for_looks(answer: Answer, spoken: _Spoken, made: Account) -> None:
    sent, came = answer.prepared.document.paragraphs, answer.returned.paragraphs
    for (base, paragraph), what in looks(answer).items():
        made.found += 1
        if base in spoken.paragraphs or paragraph in spoken.returned:
            made.understood += 1
            continue
        said = f"{what}: {_quoted([sent[base].plain.strip()])}"
        tracked = came[paragraph].tracked
        author = tracked[0].author if tracked else Author()
        made.doubtful.append(Item(answer.prepared.section_at[base], said))
        made.remarks.append(Remark(f"udseende {base}", author, said, paragraph, base=base))


def _restyled(one: Para, other: Para) -> str:
    return f"Typografien er ændret fra “{one.style}” til “{other.style}”"


def _account_for_objects(answer: Answer, objects: Objects, made: Account) -> None:
    sent = answer.prepared.document
    gone, new = object_differences(sent.objects, answer.returned.objects)
    told, same = ({id(each) for each in each_} for each_ in (objects.told, objects.same))
    for number, each in enumerate((*gone, *new)):
        if id(each) in same:
            continue
        made.found += 1
        if id(each) in told:
            made.understood += 1
            continue
        is_gone = number < len(gone)
        paragraphs = sent.paragraphs if is_gone else answer.returned.paragraphs
        said = f"{named(each, caption(paragraphs, each))} er ikke, som det var."
        base, paragraph = (each.paragraph, None) if is_gone else (None, each.paragraph)
        made.doubtful.append(Item("", said))
        made.remarks.append(Remark(f"objekt {number}", Author(), said, paragraph, base=base))
