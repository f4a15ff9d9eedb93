"""The heart of the program: base and changes, in order, make the report.

A pure function. The same base and changes always give the same report; a change that
does not fit is a fault beside the result and never hides the ones after it. A change
whose starting wording (`før`) no longer stands there is merged three-way, and what
cannot be merged names both texts.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.report.entries import Kind
from reportgen.report.folding.accounts import Books
from reportgen.report.folding.draft import Draft
from reportgen.report.folding.kinds import Kinds
from reportgen.report.folding.target import Target, Targets
from reportgen.report.model import Base, Change, Folded


def fold(base: Base, changes: Iterable[Change]) -> Folded:
    """Apply `changes` to `base`, in their order, and tell what became of each.

    Changes of one group stand together. Nothing is raised, whatever the changes say.
    """
    changes = tuple(changes)
    draft = Draft(base)
    books = Books(changes)
    targets = Targets(base, changes, draft, books)
    kinds = Kinds(draft, books)
    for change in changes:
        if not books.name_is_free(change):
            continue
        target = targets.find(change)
        _remember(change, target, draft, books)
        may_close = books.may_close(change)
        # A wording whose closing is at fault stands all the same: what later changes were
        # made against is not at fault too.
        if target is None or not kinds.carry_out(change, target) or not may_close:
            books.refuse(change)
            continue
        books.settle(change, target.section, target.block)
        for closed in books.close(change):
            # The place kept for a point that will not be written after all goes too.
            block = draft.get(closed.block)
            if closed.kind is Kind.ADD and block is not None and block.waiting:
                kinds.take_out(change, block)
    return books.result(base, draft)


def _remember(change: Change, target: Target | None, draft: Draft, books: Books) -> None:
    """Write down which block the change is about, and the wording it was made against."""
    entry = change.entry
    block = target.block if target else entry.id if draft.ever_had(entry.id or "") else None
    if block is None:
        return
    books.targets[change.ref] = block
    if entry.kind is not Kind.ADD and block in draft:
        found = draft.found(block)
        books.meant[change.ref] = (block, found.text, found.heading)
