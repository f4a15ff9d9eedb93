"""The heart of the program: base and changes, in order, make the report.

A pure function. The same base and changes always give the same report; a change that
does not fit is a fault beside the result and never hides the ones after it. A change
whose starting wording (`før`) no longer stands there is merged three-way, and what
cannot be merged names both texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reportgen.problems import shortened
from reportgen.report import ids
from reportgen.report.entries import FIELDS, REQUEST, DecidedEntry, Entry, Kind
from reportgen.report.folding.draft import FoldedDraft, stepped
from reportgen.report.folding.outcomes import Outcomes
from reportgen.report.folding.target import Target, Targets
from reportgen.report.model import Base, Block, Change, Folded
from reportgen.report.wording.differ import merge
from reportgen.report.wording.text import lines, plain


def fold(base: Base, changes: Iterable[Change]) -> Folded:
    """Apply `changes` to `base`, in their order, and tell what became of each.

    Changes of one group stand together. Nothing is raised, whatever the changes say: the
    result holds a fault for each that does not fit, beside what became of all others.
    """
    changes = tuple(changes)
    draft = FoldedDraft(base)
    outcomes = Outcomes(changes)
    targets = Targets(base, changes, draft, outcomes)
    folding = _Folding(draft, outcomes)
    for change in changes:
        if not outcomes.name_is_free(change):
            continue
        target = targets.find(change)
        _remember(change, target, draft, outcomes)
        may_close = outcomes.may_close(change)
        # A wording whose closing is at fault stands all the same: what later changes were
        # made against is not at fault too.
        if target is None or not folding.carry_out(change, target) or not may_close:
            outcomes.refuse(change)
            continue
        outcomes.settle(change, target.section, target.block)
        for closed in outcomes.close(change):
            # The place kept for a point that will not be written after all goes too.
            block = draft.get(closed.block)
            if closed.kind is Kind.ADD and block is not None and block.waiting:
                folding.take_out(change, block)
    return outcomes.result(base, draft)


def _remember(
    change: Change, target: Target | None, draft: FoldedDraft, outcomes: Outcomes
) -> None:
    """Write down which block the change is about, and the wording it was made against."""
    entry = change.entry
    block = target.block if target else entry.id if draft.ever_had(entry.id or "") else None
    if block is None:
        return
    outcomes.targets[change.ref] = block
    if entry.kind is not Kind.ADD and block in draft:
        stood = draft.before_group(block)
        outcomes.meant[change.ref] = (block, stood.text, stood.heading)


class _Folding:
    """Carries entries out in a draft; what does not fit is noted, and changes nothing."""

    def __init__(self, draft: FoldedDraft, outcomes: Outcomes) -> None:
        self._draft, self._outcomes = draft, outcomes

    def carry_out(self, change: Change, target: Target) -> bool:
        """Do what `change` says, and tell whether it could be done."""
        block = self._draft.get(target.block)
        self._warn(change, target, block)
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

    def _warn(self, change: Change, target: Target, block: Block | None) -> None:
        """Warn of keys that do nothing, and of quoted words that stand elsewhere."""
        entry = change.entry
        if unused := _unused(entry, target.section, block):
            self._outcomes.fault(
                change, "keys-unused", keys=", ".join(unused), kind=entry.kind.value
            )
        if block is None or not entry.input or _is_decided_remark(entry):
            return
        stood = self._draft.before_group(block.id)
        wording = "\n".join(
            (stood.heading, stood.text, entry.heading_before or "", entry.before or "")
        )
        for quoted in _missing_quotes(entry.input, wording):
            self._outcomes.fault(
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
            addressee=entry.addressee or "",
            asked=entry.asked or "",
            due=entry.due,
            waiting=entry.is_pending,
        )
        if not self._heading_fits(change, block):
            return False
        self._draft.insert(stepped(block, change), target.after)
        self._draft.name_challenge(block_id, change.location)
        return True

    def _reword(self, change: Change, block: Block, after: str | None) -> bool:
        entry = change.entry
        stood = self._draft.before_group(block.id)
        text = self._merged(change, block.text, entry.text, entry.before, stood.text)
        heading = self._merged(
            change, block.heading, entry.heading, entry.heading_before, stood.heading
        )
        if text is None or heading is None:
            return False
        reworded = replace(
            block,
            text=text,
            heading=heading,
            waiting=block.waiting and entry.text is None,
            **{name: value for name, value in entry.fields.items() if value},
        )
        if not self._heading_fits(change, reworded):
            return False
        if after is not None:
            self._draft.move(block.id, after)
        if after is not None or entry.text is not None or reworded != block:
            self._draft.update(stepped(reworded, change))
        if entry.challenge:
            self._draft.name_challenge(block.id, change.location)
        if entry.text is not None or entry.heading is not None:
            self._outcomes.touch(block.id)
        return True

    def _heading_fits(self, change: Change, block: Block) -> bool:
        """A worded point has a heading, and prose has none."""
        if not ids.is_point(block.id):
            if block.heading:
                self._outcomes.fault(change, "heading-in-prose", block=block.id)
            return not block.heading
        if change.entry.text is not None and not block.heading:
            self._outcomes.fault(change, "addition-without-heading", block=block.id)
            return False
        return True

    def _merged(
        self, change: Change, stands: str, new: str | None, before: str | None, stood: str
    ) -> str | None:
        """Join a new wording with what stands, or fault with all the texts and return None.

        An entry that does not say what it was made against was made against what its
        meeting (or file) found: two of one meeting do not overwrite each other either.
        """
        if new is None:
            return stands
        start = stood if before is None else before
        if _is_same(start, stands):
            return new
        merged = merge(_tidy(start), _tidy(stands), _tidy(new))
        if merged is None:
            block = self._outcomes.targets[change.ref]
            self._outcomes.fault(
                change, "change-conflict", block=block, before=start, stands=stands, wanted=new
            )
        return merged

    def _remove(self, change: Change, block: Block) -> bool:
        entry, stood = change.entry, self._draft.before_group(block.id)
        for stands, before in (
            (block.text, stood.text if entry.before is None else entry.before),
            (
                block.heading,
                stood.heading if entry.heading_before is None else entry.heading_before,
            ),
        ):
            if not _is_same(stands, before):
                self._outcomes.fault(
                    change, "removal-of-changed", block=block.id, before=before, stands=stands
                )
                return False
        self.take_out(change, block)
        return True

    def take_out(self, change: Change, block: Block) -> None:
        """Take a block out, and mark what waits on it."""
        self._draft.remove(replace(stepped(block, change), waiting=False))
        self._outcomes.touch(block.id)

    def _move(self, change: Change, block: Block, after: str) -> bool:
        self._draft.move(block.id, after)
        self._draft.update(stepped(block, change))
        return True


_IDLE = {
    Kind.ADD: ("position", "answer"),
    Kind.AMEND: ("answer",),
    Kind.REPLACE: ("answer",),
    Kind.REMOVE: ("text", "heading", "after", *FIELDS, "answer"),
    Kind.MOVE: ("text", "heading", *FIELDS, "answer"),
    Kind.REMARK: ("text", "heading", "after", *FIELDS),
}
"""Keys that do nothing in an entry of each kind."""


def _unused(entry: Entry, section: str | None, block: Block | None) -> list[str]:
    """Keys of the entry that are filled in and do nothing, as they are typed."""
    idle = _IDLE[entry.kind]
    if block is not None and not ids.is_point(block.id):
        idle = (*idle, *FIELDS)
    if section != ids.RECOMMENDATIONS:
        idle = (*idle, *REQUEST)
    unused = [name for name in dict.fromkeys(idle) if getattr(entry, name) is not None]
    return [type(entry).model_fields[name].alias or name for name in unused]


def _tidy(text: str) -> str:
    """A wording without the line breaks that a cell or a YAML block puts at its ends."""
    return "\n".join(lines(text))


def _is_same(one: str, other: str) -> bool:
    return one == other or _tidy(one) == _tidy(other)


# Words that an input quotes from the report


def _is_decided_remark(entry: Entry) -> bool:
    """Whether it tells what stood beside a block in a copy: a caption, a note, a number."""
    return entry.kind is Kind.REMARK and isinstance(entry, DecidedEntry)


_QUOTED = re.compile(r"[“”„\"»«]([^“”„\"»«]{3,})[“”„\"»«]")


def _missing_quotes(text: str, wording: str) -> tuple[str, ...]:
    """Return what `text` quotes and `wording` does not contain, blanks and case apart."""
    quoted = _QUOTED.findall(text)
    if not quoted:
        return ()
    there = _folded(plain(wording))
    return tuple(q for q in quoted if _folded(q).strip(" .,:;…") not in there)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
