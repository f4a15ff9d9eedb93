"""What each kind of entry does to its block."""

from __future__ import annotations

from dataclasses import replace

from reportgen.problems import shortened
from reportgen.report import ids
from reportgen.report.differ import merge
from reportgen.report.entries import Entry, Kind
from reportgen.report.folding.accounts import Books
from reportgen.report.folding.draft import Draft, stepped
from reportgen.report.folding.target import Target
from reportgen.report.model import Block, Change
from reportgen.report.quotes import missing_quotes
from reportgen.report.text import lines


class Kinds:
    """Carries entries out in a draft; what does not fit is noted, and changes nothing."""

    def __init__(self, draft: Draft, books: Books) -> None:
        self._draft, self._books = draft, books

    def carry_out(self, change: Change, target: Target) -> bool:
        """Do what `change` says, and tell whether it could be done."""
        block = self._draft.get(target.block)
        self._look_over(change, block)
        match change.entry.kind:
            case Kind.REMARK:
                return True
            case Kind.ADD if block is None:
                return self._add(change, target)
            case Kind.REMOVE:
                return block is not None and self._remove(change, block)
            case Kind.MOVE:
                return block is not None and self._move(change, block, target.after or "")
            case _:  # a new wording, also for a point that was asked for and is waiting
                return block is None or self._reword(change, block, target.after)

    def _look_over(self, change: Change, block: Block | None) -> None:
        """Warn of keys that do nothing, and of quoted words that stand elsewhere."""
        entry = change.entry
        if unused := _unused(entry, block):
            self._books.fault(change, "keys-unused", keys=", ".join(unused), kind=entry.kind.value)
        if block is None or not entry.input:
            return
        found = self._draft.found(block.id)
        wording = "\n".join(
            (found.heading, found.text, entry.heading_before or "", entry.before or "")
        )
        for quoted in missing_quotes(entry.input, wording):
            self._books.fault(
                change, "quote-not-in-block", quoted=shortened(quoted), block=block.id
            )

    def _add(self, change: Change, target: Target) -> bool:
        entry, block_id = change.entry, target.block or ""
        block = Block(
            id=block_id,
            section=target.section or "",
            text=entry.text or "",
            heading=entry.heading or "",
            status=entry.status,
            challenge=entry.challenge or "",
            priority=entry.priority or "",
            waiting=entry.is_pending,
        )
        if not self._heading_fits(change, block):
            return False
        self._draft.insert(stepped(block, change), target.after)
        self._draft.name_challenge(block_id, change.location)
        return True

    def _reword(self, change: Change, block: Block, after: str | None) -> bool:
        entry = change.entry
        found = self._draft.found(block.id)
        text = self._merged(change, block.text, entry.text, entry.before, found.text)
        heading = self._merged(
            change, block.heading, entry.heading, entry.heading_before, found.heading
        )
        if text is None or heading is None:
            return False
        reworded = replace(
            block,
            text=text,
            heading=heading,
            status=entry.status or block.status,
            challenge=entry.challenge or block.challenge,
            priority=entry.priority or block.priority,
            waiting=block.waiting and entry.text is None,
        )
        if not self._heading_fits(change, reworded):
            return False
        if after is not None:
            self._draft.move(block.id, after)
        if after is not None or entry.text is not None or reworded != block:
            self._draft.put(stepped(reworded, change))
        if entry.challenge:
            self._draft.name_challenge(block.id, change.location)
        if entry.text is not None or entry.heading is not None:
            self._books.touch(block.id)
        return True

    def _heading_fits(self, change: Change, block: Block) -> bool:
        """A worded point has a heading, and prose has none."""
        if not ids.is_point(block.id):
            if block.heading:
                self._books.fault(change, "heading-in-prose", block=block.id)
            return not block.heading
        if change.entry.text is not None and not block.heading:
            self._books.fault(change, "addition-without-heading", block=block.id)
            return False
        return True

    def _merged(
        self, change: Change, stands: str, new: str | None, before: str | None, found: str
    ) -> str | None:
        """Join a new wording with what stands, or fault with all the texts and return None.

        An entry that does not say what it was made against was made against what its
        meeting (or file) found: two of one meeting do not overwrite each other either.
        """
        if new is None:
            return stands
        start = found if before is None else before
        if _same(start, stands):
            return new
        merged = merge(_tidy(start), _tidy(stands), _tidy(new))
        if merged is None:
            block = self._books.targets[change.ref]
            self._books.fault(
                change, "change-conflict", block=block, before=start, stands=stands, wanted=new
            )
        return merged

    def _remove(self, change: Change, block: Block) -> bool:
        entry, found = change.entry, self._draft.found(block.id)
        for stands, before in (
            (block.text, found.text if entry.before is None else entry.before),
            (
                block.heading,
                found.heading if entry.heading_before is None else entry.heading_before,
            ),
        ):
            if not _same(stands, before):
                self._books.fault(
                    change, "removal-of-changed", block=block.id, before=before, stands=stands
                )
                return False
        self.take_out(change, block)
        return True

    def take_out(self, change: Change, block: Block) -> None:
        """Take a block out, and mark what waits on it."""
        self._draft.remove(replace(stepped(block, change), waiting=False))
        self._books.touch(block.id)

    def _move(self, change: Change, block: Block, after: str) -> bool:
        self._draft.move(block.id, after)
        self._draft.put(stepped(block, change))
        return True


_IDLE = {
    Kind.ADD: ("position", "answer"),
    Kind.AMEND: ("answer",),
    Kind.REPLACE: ("answer",),
    Kind.REMOVE: ("text", "heading", "after", "status", "challenge", "priority", "answer"),
    Kind.MOVE: ("text", "heading", "status", "challenge", "priority", "answer"),
    Kind.REMARK: ("text", "heading", "after", "status", "challenge", "priority"),
}
"""Keys that do nothing in an entry of each kind."""


def _unused(entry: Entry, block: Block | None) -> list[str]:
    """Keys of the entry that are filled in and do nothing, as they are typed."""
    idle = _IDLE[entry.kind]
    if block is not None and not ids.is_point(block.id):
        idle = (*idle, "status", "challenge", "priority")
    unused = [name for name in dict.fromkeys(idle) if getattr(entry, name) is not None]
    return [type(entry).model_fields[name].alias or name for name in unused]


def _tidy(text: str) -> str:
    """A wording without the line breaks that a cell or a YAML block puts at its ends."""
    return "\n".join(lines(text))


def _same(one: str, other: str) -> bool:
    return one == other or _tidy(one) == _tidy(other)
