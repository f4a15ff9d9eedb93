"""The outcomes kept beside the fold: what became of every change, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.problems import Problem
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.folding.draft import FoldedDraft
from reportgen.report.model import Base, Change, Fate, Folded, Pending


class Outcomes:
    """Faults, fates and pending inputs of one run of the fold, as they come up."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.problems: list[Problem] = []
        self.meant: dict[str, tuple[str, str, str]] = {}
        self.targets: dict[str, str] = {}
        self._fates: dict[str, Fate] = {}
        self._pending: dict[str, Pending] = {}
        self._every_ref = frozenset(change.ref for change in changes)
        self._touched: dict[str, set[str]] = {}
        self._awaited: dict[str, list[str]] = {}  # block → its pending inputs

    def fault(self, change: Change, code: str, **values: object) -> None:
        """Note a fault (or, by its code, a warning) of a change."""
        self.problems.append(Problem(code, change.location, {"ref": change.ref, **values}))

    def name_is_free(self, change: Change) -> bool:
        """Note the fault where two changes have one name, and count the second all the same."""
        if change.ref not in self._fates:
            return True
        self.fault(change, "entry-named-twice")
        number = 2
        while f"{change.ref} ({number})" in self._fates:
            number += 1
        self._fates[f"{change.ref} ({number})"] = Fate.FAULT
        return False

    def may_close(self, change: Change) -> bool:
        """Note the fault where a change closes what was never open."""
        unknown = [ref for ref in _closes(change) if ref not in self._fates]
        for ref in unknown:
            later = ref in self._every_ref
            self.fault(change, "closes-later" if later else "closes-unknown", closes=ref)
        return not unknown

    def refuse(self, change: Change) -> None:
        """Record a change that could not be carried out."""
        self._fates[change.ref] = Fate.FAULT

    def settle(self, change: Change, section: str | None, block: str | None) -> None:
        """Record a change that was carried out: done, answered, or still to be worded."""
        entry = change.entry
        if not entry.is_pending:
            self._fates[change.ref] = Fate.ANSWERED if entry.kind is Kind.REMARK else Fate.FOLDED
            return
        self._fates[change.ref] = Fate.PENDING
        self._pending[change.ref] = Pending(
            id=change.ref,
            section=section,
            block=block,
            source=change.source,
            input=entry.input or "",
            kind=entry.kind,
            date=change.date,
        )
        if block is not None:
            self._awaited.setdefault(block, []).append(change.ref)

    def touch(self, block: str) -> None:
        """Mark what waits on `block` as touched: somebody must say whether that met it."""
        for ref in self._awaited.pop(block, ()):
            if ref in self._pending:
                self._pending[ref] = replace(self._pending[ref], touched=True)

    def close(self, change: Change) -> Iterator[Pending]:
        """Close the inputs that `change` closes, and give those that were open."""
        for ref in _closes(change):
            closed = self._pending.pop(ref, None)
            if closed is not None:
                self._fates[ref] = Fate.CLOSED
                yield closed

    def result(self, base: Base, draft: FoldedDraft) -> Folded:
        """Close the outcomes."""
        self._check_challenges(draft)
        return Folded(
            sections=base.sections,
            blocks=draft.rows(),
            removed=draft.removed(),
            pending=tuple(
                # What waits on a block that is gone is asked of its section instead.
                item if item.block is None or item.block in draft else replace(item, block=None)
                for item in self._pending.values()
            ),
            fates=self._fates,
            problems=tuple(self.problems),
            meant=self.meant,
            targets=self.targets,
        )

    def _check_challenges(self, draft: FoldedDraft) -> None:
        """A recommendation answers a challenge that is in the report."""
        for block in draft.row(ids.RECOMMENDATIONS):
            challenge = draft[block].challenge
            target = draft.get(challenge or None)
            if challenge and (target is None or target.section != ids.CHALLENGES):
                known = list_ids(draft.row(ids.CHALLENGES))
                values = {"block": block, "challenge": challenge, "known": known}
                where = draft.challenge_place(block)
                self.problems.append(Problem("challenge-unknown", where, values))


def list_ids(known: Iterable[str], most: int = 12) -> str:
    """Ids as a fault lists them; of many only the first."""
    names: list[str] = []
    for block in known:
        if len(names) == most:
            names.append("…")
            break
        names.append(block)
    return ", ".join(names) or "–"


def _closes(change: Change) -> tuple[str, ...]:
    entry = change.entry
    return entry.closes if isinstance(entry, DecidedEntry) else ()
