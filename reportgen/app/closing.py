"""Which pending inputs an edited version closes: by what became of their comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.app.year import YearInputs
from reportgen.hearing.model import Remark
from reportgen.problems import Refusal
from reportgen.workspace.versions import Record

_NAMED = re.compile(r"\[([^\[\]\n]+)\]\s*$")


class CommentsGone(Refusal):
    """Every comment is gone: somebody closed them all, or an editor dropped them."""

    code = "absorb-comments-gone"


class NothingToClose(Refusal):
    """An input that was to be closed is not open."""

    code = "absorb-close-unknown"
    exit_code = 1


@dataclass(frozen=True, slots=True)
class Closing:
    """The inputs that are closed, and why."""

    ids: tuple[str, ...] = ()
    reason: str = ""


def closing(
    inputs: YearInputs,
    record: Record,
    made: Sequence[Remark],
    now: Sequence[Remark],
    close: Sequence[str] | None,
) -> Closing:
    """Tell what is closed by the comments of a version `made` as they are `now`.

    A resolved comment closes its input. One that was deleted does so only if others of the
    version are still there; else `close` has to name what is closed, the empty list for
    nothing. Raises `CommentsGone` where it was not given, and `NothingToClose` where it
    names what is not open.
    """
    open_ = [pending.id for pending in inputs.folded.pending]
    if unknown := [name for name in close or () if name not in open_]:
        raise NothingToClose(ids=", ".join(unknown), known=", ".join(open_) or "–")
    of_version = {pending.id for pending in record.state.pending}
    shown = [name for remark in made if (name := _named(remark)) in of_version]
    there = {name: remark for remark in now if (name := _named(remark)) in of_version}
    resolved = {name for name, remark in there.items() if remark.resolved}
    gone = [name for name in dict.fromkeys(shown) if name not in there and name in open_]
    if close is None and gone and not there:
        raise CommentsGone(ids=", ".join(gone), count=len(gone))
    deleted = set(close if close is not None else gone)
    ids = tuple(name for name in open_ if name in resolved | deleted)
    said = [
        text
        for text, names in (
            ("Kommentaren er løst", resolved),
            ("Lukket af sekretariatet", deleted if close is not None else ()),
            ("Kommentaren er slettet", deleted if close is None else ()),
        )
        if set(ids) & set(names)
    ]
    return Closing(ids, "; ".join(said))


def _named(remark: Remark) -> str:
    """The input a comment of ours shows: its name stands at the end of the text."""
    found = _NAMED.search(remark.text)
    return found[1] if found and remark.reply_to is None else ""
