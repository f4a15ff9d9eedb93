"""What an edited version says that the inputs do not hold: entries, and what it closes.

Nothing is taken in twice: what was absorbed before is not new.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.hearing.decisions.apply import CellChange, RowChange
from reportgen.hearing.edits.tables import said_of_row
from reportgen.hearing.model import Remark
from reportgen.hearing.result import Comment, Edit, EditKind
from reportgen.problems import Refusal
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Decision, Kind, Origin
from reportgen.report.model import Block, Change, Folded, Step
from reportgen.report.recorded import RecordedReport
from reportgen.report.wording.differ import merge
from reportgen.report.wording.text import lines


def absorbed_digests(changes: Iterable[Change]) -> frozenset[str]:
    """SHA-256 of every file that was taken in whole, as the decided `changes` record it."""
    origins = (change.entry.origin for change in changes if isinstance(change.entry, DecidedEntry))
    return frozenset(origin.digest for origin in origins if origin and origin.digest)


def new_entries(
    folded: Folded,
    changes: Iterable[Change],
    version: RecordedReport,
    entries: Sequence[DecidedEntry],
) -> list[DecidedEntry]:
    """The entries that say something the inputs do not hold yet.

    `folded` is the report as it stands, made with the decided `changes`; `entries` are those of
    a file that was made from `version`. A version may be edited further after it was absorbed;
    what was taken in then is found by what it says, whatever name the file has now.
    """
    known = {_remark_key(change.entry) for change in changes}
    in_version = {block.id for row in version.blocks.values() for block in row}
    new: list[DecidedEntry] = []
    renamed: dict[str, str] = {}
    for entry in entries:
        after = renamed.get(entry.after or "")
        placed = entry.model_copy(update={"after": after}) if after else entry
        match entry.kind:
            case Kind.REMARK:
                left = None if _remark_key(entry) in known else placed
            case Kind.ADD:
                there = _added(folded, placed, in_version, set(renamed.values()))
                if there is not None and entry.id:
                    renamed[entry.id] = there.id
                    left = _reworded(there, placed)
                else:
                    left = placed
            case Kind.REMOVE:
                left = placed if folded.is_standing(entry.id) else None
            case Kind.MOVE:
                left = None if _stands_after(folded, placed) else placed
            case _:
                left = _against_what_was_absorbed(folded, placed)
        if left is not None:
            new.append(left)
    return new


def _remark_key(entry: object) -> tuple[str | None, ...] | None:
    """What a remark says, and who said it."""
    if not isinstance(entry, DecidedEntry) or entry.kind is not Kind.REMARK:
        return None
    author = entry.origin.author if entry.origin else None
    return (entry.section, entry.id, entry.input, author)


def _added(
    folded: Folded, entry: DecidedEntry, in_version: set[str], taken: set[str]
) -> Block | None:
    """The block that an addition became when it was absorbed before, if it was."""
    row = folded.blocks.get(ids.sequence_of(entry.id or ""), ())
    removed = [b for b in folded.removed if b.section == entry.section]
    candidates = [
        block for block in (*row, *removed) if block.id not in in_version | taken and _birth(block)
    ]
    for block in candidates:
        birth = _birth(block)
        if birth and (birth.heading, _tidy(birth.text)) == (
            entry.heading or "",
            _tidy(entry.text or ""),
        ):
            return block
    for block in candidates:
        birth = _birth(block)
        if birth and entry.heading and birth.heading == entry.heading:
            return block
        if birth and _alike(birth.text, entry.text or ""):
            return block
    return None


def _birth(block: Block) -> Step | None:
    """The step that added a block by an absorbed file."""
    first = block.steps[0] if block.steps else None
    entry = first.entry if first else None
    absorbed = isinstance(entry, DecidedEntry) and entry.origin is not None and entry.origin.file
    return first if first and absorbed else None


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return bool(one.strip() and other.strip()) and ratio(one, other) >= 60


def _reworded(there: Block, entry: DecidedEntry) -> DecidedEntry | None:
    """The further rewording of a block that an earlier absorbing added."""
    last = next(
        (s for s in reversed(there.steps) if s.entry and _from(s.entry, entry)), there.steps[0]
    )
    same_text = _tidy(last.text) == _tidy(entry.text or "")
    same_heading = last.heading == (entry.heading or "")
    if same_text and same_heading:
        return None
    return entry.model_copy(
        update={
            "kind": Kind.AMEND,
            "id": there.id,
            "after": None,
            "before": None if same_text else last.text,
            "text": None if same_text else entry.text,
            "heading": None if same_heading else entry.heading,
            "heading_before": None if same_heading else last.heading,
        }
    )


def _from(one: object, other: DecidedEntry) -> bool:
    """Whether an entry was absorbed from the file that `other` is of."""
    origin = one.origin if isinstance(one, DecidedEntry) else None
    return origin is not None and other.origin is not None and origin.file == other.origin.file


def _stands_after(folded: Folded, entry: DecidedEntry) -> bool:
    row = folded.row_of(entry.id or "")
    if entry.id not in row:
        return True
    at = row.index(entry.id)
    before = row[at - 1] if at else entry.section
    return before == entry.after


def _against_what_was_absorbed(folded: Folded, entry: DecidedEntry) -> DecidedEntry | None:
    """A rewording against what the same file left when it was absorbed last; None for none."""
    block = folded.find(entry.id or "")
    if block is None:
        return entry
    for step in reversed(block.steps):
        if step.entry is not None and _from(step.entry, entry):
            changed = {}
            if entry.text is not None:
                changed["before"] = step.text
            if entry.heading is not None:
                changed["heading_before"] = step.heading
            entry = entry.model_copy(update=changed)
            break
    text = _merged(block.text, entry.text, entry.before)
    heading = _merged(block.heading, entry.heading, entry.heading_before)
    no_news = text == _tidy(block.text) and heading == _tidy(block.heading)
    no_news = no_news and all(
        value is None or value == getattr(block, name) for name, value in entry.fields.items()
    )
    return None if no_news and not block.waiting else entry


def _merged(stands: str, new: str | None, before: str | None) -> str | None:
    if new is None:
        return _tidy(stands)
    start = _tidy(stands if before is None else before)
    return merge(start, _tidy(stands), _tidy(new))


def _tidy(text: str) -> str:
    return "\n".join(lines(text))


def remark(edit: Edit) -> DecidedEntry:
    """An edit of what the inputs do not hold as words: pending until somebody sees to it."""
    what = f"{edit.block}:" if ids.is_point(edit.block) else "Fast tekst"
    if edit.is_row and edit.table is not None:
        request = row_request(RowChange(edit.table, edit.kind is EditKind.ADD, (edit.id,)))
    elif edit.kind is EditKind.CELL:
        request = f"{edit.block} i arbejdsbogen skal være “{edit.after}” (var “{edit.before}”)."
    elif edit.before and edit.after:
        request = f"{what} “{edit.before}” er rettet til “{edit.after}”."
    elif edit.after:
        request = f"Skrevet uden for punkter og tekst: “{edit.after}”."
    else:
        request = f"{what} “{edit.before}” er slettet."
    return DecidedEntry(
        section=edit.section or None,
        id=None if ids.is_cell(edit.block) else edit.block or None,
        kind=Kind.REMARK,
        input=request,
        origin=_origin(edit),
    )


def row_request(row: RowChange) -> str:
    """What a person is asked to do about a row that was not written into the workbook."""
    said = said_of_row(row.place, is_new=row.is_new)
    sheet = row.place.sheet
    where = f"i arket {sheet} i arbejdsbogen" if sheet else "dér, hvor tabellens indhold kommer fra"
    return f"{said}. Skal rettes {where}."


def cell_change(edit: Edit) -> CellChange:
    """The change of the workbook's cell that an edit asks for."""
    return CellChange(edit.block, edit.before, edit.after, (edit.id,), edit.table, edit.parties)


def row_change(edit: Edit) -> RowChange | None:
    """The row of the workbook that an edit asks for; None for other edits."""
    if not edit.is_row or edit.table is None:
        return None
    return RowChange(edit.table, edit.kind is EditKind.ADD, (edit.id,), edit.parties)


def typed_in_workbook(
    entry: DecidedEntry, typed: Collection[str], decision: Decision
) -> DecidedEntry:
    """The remark on a cell or a row, answered where what it asks is `typed` in the workbook."""
    if entry.kind is not Kind.REMARK or entry.input not in typed:
        return entry
    return entry.model_copy(update={"answer": "Skrevet i arbejdsbogen.", "decision": decision})


def of_comment(comment: Comment, decision: Decision) -> DecidedEntry:
    """A new comment: pending until it is answered, unless it was resolved already."""
    done: dict[str, Any] = {}
    if comment.resolved:
        done = {"answer": "Løst i dokumentet.", "decision": decision}
    return DecidedEntry(
        section=comment.section or None,
        id=None if ids.is_cell(comment.block) else comment.block or None,
        kind=Kind.REMARK,
        input=comment.text or None,
        origin=Origin(author=comment.author or None, time=comment.date or None),
        **done,
    )


def _origin(edit: Edit) -> Origin:
    authors = [author for source in edit.sources for author in source.authors]
    return Origin(
        author="; ".join(dict.fromkeys(a.name for a in authors if a.name)) or None,
        time="; ".join(sorted({a.time for a in authors if a.time})) or None,
    )


def signed(entry: DecidedEntry, file: str, by: str) -> DecidedEntry:
    """The entry with the file it comes from, as an edit of the secretariat's own."""
    origin = entry.origin or Origin()
    changed = origin.model_copy(update={"file": file, "party": by})
    return entry.model_copy(update={"origin": changed})


def one_a_block(entries: Sequence[DecidedEntry]) -> list[DecidedEntry]:
    """Rewordings of one block by the same people as one entry: it was one sitting."""
    joined: list[DecidedEntry] = []
    for entry in entries:
        last = joined[-1] if joined else None
        if last is not None and _go_together(last, entry):
            joined[-1] = _together(last, entry)
        else:
            joined.append(entry)
    return joined


def _go_together(one: DecidedEntry, other: DecidedEntry) -> bool:
    rewords = {Kind.AMEND, Kind.REPLACE}
    authors = {entry.origin.author if entry.origin else None for entry in (one, other)}
    return one.kind in rewords and other.kind in rewords and one.id == other.id and len(authors) < 2


def _together(one: DecidedEntry, other: DecidedEntry) -> DecidedEntry:
    """Two rewordings, the second made against what the first left, as one."""
    changed = {name: value for name, value in other.fields.items() if value is not None}
    if other.text is not None:
        changed["text"] = other.text
        changed["before"] = other.before if one.text is None else one.before
    if other.heading is not None:
        changed["heading"] = other.heading
        changed["heading_before"] = (
            other.heading_before if one.heading is None else one.heading_before
        )
    times = [e.origin.time for e in (one, other) if e.origin and e.origin.time]
    if one.origin and times:
        joined = "; ".join(dict.fromkeys("; ".join(times).split("; ")))
        changed["origin"] = one.origin.model_copy(update={"time": joined})
    return one.model_copy(update=changed)


# Which pending inputs an edited version closes: by what became of their comments

_NAMED = re.compile(r"\[([^\[\]\n]+)\]\s*$")


class CommentsGone(Refusal, code="absorb-comments-gone"):
    """Every comment is gone: somebody closed them all, or an editor dropped them."""


class NothingToClose(Refusal, code="absorb-close-unknown", exit_code=1):
    """An input that was to be closed is not open."""


@dataclass(frozen=True, slots=True)
class ClosedInputs:
    """The inputs that are closed, and why."""

    ids: tuple[str, ...] = ()
    reason: str = ""


def closed_inputs(
    folded: Folded,
    version: RecordedReport,
    before: Sequence[Remark],
    now: Sequence[Remark],
    close: Sequence[str] | None,
) -> ClosedInputs:
    """Tell what is closed by the comments of a `version`, as they were `before` and are `now`.

    `folded` is the report as it stands, whose pending inputs are open.

    A resolved comment closes its input. One that was deleted does so only if others of the
    version are still there; else `close` has to name what is closed, the empty list for
    nothing. Raises `CommentsGone` where it was not given, and `NothingToClose` where it
    names what is not open.
    """
    open_ = [pending.id for pending in folded.pending]
    if unknown := [name for name in close or () if name not in open_]:
        raise NothingToClose(ids=", ".join(unknown), known=", ".join(open_) or "–")
    of_version = {pending.id for pending in version.pending}
    shown = [name for remark in before if (name := _named(remark)) in of_version]
    there = {name: remark for remark in now if (name := _named(remark)) in of_version}
    resolved = {name for name, remark in there.items() if remark.resolved}
    gone = [name for name in dict.fromkeys(shown) if name not in there and name in open_]
    if close is None and gone and not there:
        raise CommentsGone(ids=", ".join(gone), count=len(gone))
    deleted = set(close if close is not None else gone)
    ids = tuple(name for name in open_ if name in resolved | deleted)
    reasons = [
        text
        for text, names in (
            ("Kommentaren er løst", resolved),
            ("Lukket af sekretariatet", deleted if close is not None else ()),
            ("Kommentaren er slettet", deleted if close is None else ()),
        )
        if set(ids) & set(names)
    ]
    return ClosedInputs(ids, "; ".join(reasons))


def _named(remark: Remark) -> str:
    """The input a comment of ours shows: its name stands at the end of the text."""
    match = _NAMED.search(remark.text)
    return match[1] if match and remark.reply_to is None else ""
