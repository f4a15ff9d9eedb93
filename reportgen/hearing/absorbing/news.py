"""What an edited version says that was not absorbed before, so that nothing is taken in twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.report import ids
from reportgen.report.differ import merge
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.model import Block, Change, Folded, Step
from reportgen.report.recorded import RecordedReport
from reportgen.report.text import lines


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
    return None if no_news and not block.waiting else entry


def _merged(stands: str, new: str | None, before: str | None) -> str | None:
    if new is None:
        return _tidy(stands)
    start = _tidy(stands if before is None else before)
    return merge(start, _tidy(stands), _tidy(new))


def _tidy(text: str) -> str:
    return "\n".join(lines(text))
