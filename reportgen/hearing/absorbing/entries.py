"""Edits and comments of an absorbed file as entries of ``aendringer/``, and what it closes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.hearing.decisions.apply import CellChange
from reportgen.hearing.model import Remark
from reportgen.hearing.result import Comment, Edit, EditKind
from reportgen.problems import Refusal
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Decision, Kind, Origin
from reportgen.report.model import Folded
from reportgen.report.recorded import RecordedReport


def remark(edit: Edit) -> DecidedEntry:
    """An edit of what the inputs do not hold as words: pending until somebody sees to it."""
    if edit.kind is EditKind.CELL:
        request = f"{edit.block} i arbejdsbogen skal være “{edit.after}” (var “{edit.before}”)."
    elif edit.before and edit.after:
        request = f"Fast tekst “{edit.before}” er rettet til “{edit.after}”."
    elif edit.after:
        request = f"Skrevet uden for punkter og tekst: “{edit.after}”."
    else:
        request = f"Fast tekst “{edit.before}” er slettet."
    return DecidedEntry(
        section=edit.section or None,
        id=None if ids.is_cell(edit.block) else edit.block or None,
        kind=Kind.REMARK,
        input=request,
        origin=_origin(edit),
    )


def cell_change(edit: Edit) -> CellChange:
    """The change of the workbook's cell that an edit asks for."""
    return CellChange(edit.block, edit.before, edit.after, (edit.id,))


def typed_in_workbook(
    entry: DecidedEntry, typed: Collection[str], decision: Decision
) -> DecidedEntry:
    """The remark on a cell, answered where the cell is among those `typed` in the workbook."""
    cell = (entry.input or "").partition(" i arbejdsbogen")[0]
    if entry.kind is not Kind.REMARK or cell not in typed:
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
    changed: dict[str, Any] = {}
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
