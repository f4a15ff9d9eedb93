"""Which block an entry means, and where it puts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.problems import shortened
from reportgen.report import ids
from reportgen.report.entries import Entry, Kind
from reportgen.report.folding.draft import FoldedDraft
from reportgen.report.folding.outcomes import Outcomes, list_ids
from reportgen.report.model import Base, Change


@dataclass(frozen=True, slots=True)
class Target:
    """What an entry is about."""

    section: str | None
    """None is the whole report."""
    block: str | None = None
    """Id of the block; None where a section or the whole report is meant."""
    after: str | None = None
    """Id it is to stand after, the empty text for first, None for nothing said."""


class Targets:
    """Finds what each entry means, in the draft as its meeting (or file) had it.

    `id` rules. `pind` counts in the draft as it was before the first change of the
    entry's group, whatever earlier entries of the group have added, moved or removed.

    So where a meeting takes out point 1 and then speaks of point 2, it means the second of
    the draft it had, and not the one that moved up:

    >>> from reportgen.problems import Location
    >>> from reportgen.report.folding.fold import fold
    >>> from reportgen.report.inputs import PointRow
    >>> points = tuple(PointRow(f"U{n}", f"Overskrift {n}", "Tekst.") for n in (1, 2, 3))
    >>> entries = (
    ...     Entry(section="3.6", position=1, kind=Kind.REMOVE),
    ...     Entry(section="3.6", position=2, kind=Kind.AMEND, input="Gør det klart."),
    ... )
    >>> changes = [
    ...     Change(f"2022-11-11/3/{n}", entry, "2022-11-11", "Netværksmøde", Location())
    ...     for n, entry in enumerate(entries, 1)
    ... ]
    >>> folded = fold(Base({"3.6": "Udfordringer"}, points), changes)
    >>> folded.targets
    {'2022-11-11/3/1': 'U1', '2022-11-11/3/2': 'U2'}
    >>> [block.id for block in folded.points("3.6")]
    ['U2', 'U3']
    """

    def __init__(
        self, base: Base, changes: Sequence[Change], draft: FoldedDraft, outcomes: Outcomes
    ) -> None:
        self._base, self._draft, self._outcomes = base, draft, outcomes
        # Ids that any change names are taken, also before their turn comes.
        named = {change.entry.id for change in changes if change.entry.id}
        prose = {ids.prose_id(line.section, line.number) for line in base.prose}
        self._highest = _highest({*named, *prose, *base.reserved, *(row.id for row in base.points)})
        self._counted_rows = _counted_rows(changes)
        self._group: str | None = None
        self._counted: Mapping[str, Sequence[str]] = {}

    def find(self, change: Change) -> Target | None:
        """What `change` is about, or None where that is at fault."""
        self._enter(change.group)
        section = change.entry.section
        if section is not None and section not in self._base.sections:
            self._section_unknown(change, section)
            return None
        new = change.entry.kind is Kind.ADD
        target = self._new(change) if new else self._existing(change)
        return target and self._placed(change, target)

    def _enter(self, group: str) -> None:
        if group != self._group:
            self._group = group
            self._draft.open_group()
            rows = self._counted_rows.get(group, ())
            self._counted = {row: tuple(self._draft.row(row)) for row in rows}

    # A block that is there

    def _existing(self, change: Change) -> Target | None:
        entry = change.entry
        if entry.id is None:
            return (
                self._whole(change, entry.section) if entry.position is None else self._at(change)
            )
        if entry.id in self._base.sections:
            return self._whole(change, entry.id)
        block = self._draft.get(entry.id)
        if block is None:
            self._block_unknown(change, entry.id, "block-unknown")
            return None
        return self._agreeing(change, Target(block.section, block.id))

    def _agreeing(self, change: Change, target: Target) -> Target | None:
        """The target, unless the entry names another section than the one it stands in."""
        section = change.entry.section
        if section in {None, target.section}:
            return target
        self._outcomes.fault(
            change,
            "id-in-other-section",
            block=target.block or target.section,
            section=section,
            actual=target.section,
        )
        return None

    def _whole(self, change: Change, section: str | None) -> Target | None:
        """A section, or the report: a remark, or an input whose point somebody has to find."""
        entry = change.entry
        if entry.kind is not Kind.REMARK:
            if not entry.is_pending or section is None:
                self._outcomes.fault(change, "block-not-named", kind=entry.kind.value)
                return None
            self._outcomes.fault(change, "point-not-named", section=section)
        return self._agreeing(change, Target(section))

    def _at(self, change: Change) -> Target | None:
        """The block at `pind`."""
        entry = change.entry
        section, position = entry.section, entry.position or 0
        if section is None:
            self._outcomes.fault(change, "position-without-section", position=position)
            return None
        order = self._counted[ids.sequence(section)]
        if not order:
            if entry.kind is Kind.REMARK or entry.is_pending:
                return Target(section)
            self._outcomes.fault(
                change, "position-in-empty-section", position=position, section=section
            )
            return None
        if not 1 <= position <= len(order):
            self._outcomes.fault(
                change, "position-beyond", position=position, section=section, count=len(order)
            )
            return None
        block = self._draft.get(order[position - 1])
        if block is None:  # an earlier entry of the group took it out
            self._block_unknown(change, order[position - 1], "block-unknown")
            return None
        wording = shortened(block.heading or block.text)
        self._outcomes.fault(
            change, "entry-without-id", position=position, block=block.id, wording=wording
        )
        return Target(section, block.id)

    # A block that is to be

    def _new(self, change: Change) -> Target | None:
        entry = change.entry
        section = entry.section or (ids.section_of(entry.id) if entry.id else None)
        if section is None:
            self._outcomes.fault(change, "addition-without-section")
            return None
        if section not in self._base.sections:
            self._section_unknown(change, section)
            return None
        if entry.id is None:
            new = self._next_id(section)
            self._highest[ids.sequence(section)] = ids.number_of(new)
            self._outcomes.meant[change.ref] = (new, "", "")
            self._outcomes.fault(change, "addition-without-id", block=new)
            return Target(section, new)
        if ids.section_of(entry.id) != section:
            self._outcomes.fault(change, "id-of-other-section", block=entry.id, section=section)
            return None
        there = self._draft.get(entry.id)
        taken = self._draft.ever_had(entry.id) or entry.id in self._base.reserved
        if taken and not (there and there.waiting):
            free = self._next_id(section)
            self._outcomes.fault(change, "id-taken", block=entry.id, free=free)
            return None
        return Target(section, entry.id)

    def _next_id(self, section: str) -> str:
        return ids.numbered(section, self._highest.get(ids.sequence(section), 0) + 1)

    # Where it goes

    def _placed(self, change: Change, target: Target) -> Target | None:
        """The target with its place, as `efter` says it."""
        entry, after = change.entry, change.entry.after
        if entry.kind in {Kind.REMOVE, Kind.REMARK} or target.block is None:
            return target
        if after is None:
            if entry.kind is Kind.MOVE:
                self._outcomes.fault(change, "move-without-place", block=target.block)
                return None
            return target
        if after == target.block:
            self._outcomes.fault(change, "move-after-itself", block=target.block)
            return None
        if after == target.section:
            return replace(target, after="")
        if after not in self._draft or ids.sequence_of(after) != ids.sequence_of(target.block):
            self._block_unknown(change, after, "after-unknown")
            return None
        return replace(target, after=after)

    # Faults that several of the above meet

    def _section_unknown(self, change: Change, section: str) -> None:
        known = ", ".join(self._base.sections)
        self._outcomes.fault(change, "section-unknown", section=section, known=known)

    def _block_unknown(self, change: Change, wanted: str, code: str) -> None:
        removed = self._draft.removed_by(wanted)
        if removed is not None:
            self._outcomes.fault(change, "block-removed", block=wanted, source=removed)
            return
        section = change.entry.section or ids.section_of(wanted)
        known = list_ids(self._draft.row(ids.sequence(section)) if section else ())
        self._outcomes.fault(change, code, block=wanted, known=known)


def _counted_rows(changes: Iterable[Change]) -> Mapping[str, set[str]]:
    """The rows in which entries of each group are found by their place."""
    rows: dict[str, set[str]] = {}
    for change in changes:
        entry: Entry = change.entry
        if entry.position is not None and entry.id is None and entry.section is not None:
            rows.setdefault(change.group, set()).add(ids.sequence(entry.section))
    return rows


def _highest(used: Iterable[str]) -> dict[str, int]:
    """The highest number in use in each row of blocks."""
    highest: dict[str, int] = {}
    for block in used:
        row = ids.sequence_of(block)
        highest[row] = max(highest.get(row, 0), ids.number_of(block))
    return highest
