"""The heart of the program: base and changes, in order, make the report.

A pure function. The same base and changes always give the same report; a change that
does not fit is a fault beside the result and never hides the ones after it. A change
whose starting wording (`før`) no longer stands there is merged three-way, and what
cannot be merged names both texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.problems import Location, Problem
from reportgen.report import ids
from reportgen.report._draft import Draft
from reportgen.report._quotes import missing_quotes
from reportgen.report.entries import REWORDING, DecidedEntry, Entry, Kind
from reportgen.report.merge import merge
from reportgen.report.model import Base, Block, Change, Fate, Folded, Pending, Step


def fold(base: Base, changes: Iterable[Change]) -> Folded:
    """Apply `changes` to `base`, in their order, and tell what became of each."""
    folding = _Folding(base, tuple(changes))
    for change in folding.changes:
        folding.apply(change)
    return folding.result()


class _Folding:
    """One run of the fold: the draft as it stands, and the books kept beside it."""

    def __init__(self, base: Base, changes: tuple[Change, ...]) -> None:
        self.base = base
        self.changes = changes
        self.draft = Draft(base)
        self.problems: list[Problem] = []
        self.fates: dict[str, Fate] = {}
        self.pending: dict[str, tuple[Pending, int]] = {}
        self.meant: dict[str, tuple[str, str, str]] = {}
        self.targets: dict[str, str] = {}
        self.reworded: dict[str, int] = {}  # block → running number of its last rewording
        self.group = ""
        self.seen_by_group: dict[str, tuple[str, ...]] = {}
        # Ids that any change names are taken, also before their turn comes.
        self.named = base.reserved | {c.entry.id for c in changes if c.entry.id}

    def apply(self, change: Change) -> None:
        """Let one change do what it says, or record why it cannot."""
        if change.group != self.group:
            self.group = change.group
            self.seen_by_group = {}
        before = len(self.problems)
        entry = change.entry
        block_id = self._block_meant(change)
        faulty = any(p.severity == "error" for p in self.problems[before:])
        if block_id is not None:
            self.targets[change.ref] = block_id
            if (block := self.draft.get(block_id)) is not None and entry.kind is not Kind.ADD:
                self.meant[change.ref] = (block_id, block.text, block.heading)
        if not faulty and self._sections_agree(change, block_id):
            match entry.kind:
                case Kind.ADD:
                    self._add(change, block_id)
                case Kind.AMEND | Kind.REPLACE:
                    self._reword(change, block_id)
                case Kind.REMOVE:
                    self._remove(change, block_id)
                case Kind.MOVE:
                    self._move(change, block_id)
                case Kind.REMARK:
                    self._remark(change, block_id)
        if any(p.severity == "error" for p in self.problems[before:]):
            self.fates[change.ref] = Fate.FAULT
        self._close(change)

    # Which block an entry means

    def _block_meant(self, change: Change) -> str | None:
        entry = change.entry
        if entry.section is not None and entry.section not in self.base.sections:
            self._fault(
                change,
                "section-unknown",
                section=entry.section,
                known=", ".join(self.base.sections),
            )
            return None
        if entry.kind is Kind.ADD:
            return self._id_for_new(change)
        if entry.id is not None:
            if entry.id not in self.draft and entry.id not in self.base.sections:
                self._unknown_block(change, entry.id, "block-unknown")
            return entry.id if entry.id in self.draft else None
        if entry.position is not None:
            return self._block_at(change)
        if entry.kind is not Kind.REMARK:
            self._fault(change, "block-not-named", kind=entry.kind.value)
        return None

    def _block_at(self, change: Change) -> str | None:
        """Find the block by its place in the draft as it was before the change's group."""
        section, position = change.entry.section, change.entry.position or 0
        if section is None:
            self._fault(change, "position-without-section", position=position)
            return None
        order = self._order_before_group(section)
        if not order:
            if change.entry.is_pending:
                return None
            self._fault(change, "position-in-empty-section", position=position, section=section)
            return None
        if not 1 <= position <= len(order):
            self._fault(
                change, "position-beyond", position=position, section=section, count=len(order)
            )
            return None
        block = self.draft[order[position - 1]]
        self._fault(
            change,
            "entry-without-id",
            position=position,
            block=block.id,
            wording=_short(block.heading or block.text),
        )
        return block.id

    def _order_before_group(self, section: str) -> tuple[str, ...]:
        # Remembered at the first look, which is before the group has added or moved
        # anything in the section: see `_remember`.
        row = ids.sequence(section)
        return self.seen_by_group.setdefault(row, self.draft.order(row))

    def _remember(self, block: str) -> None:
        """Keep the row of `block` as the group found it, before it is rearranged."""
        row = ids.sequence_of(block)
        self.seen_by_group.setdefault(row, self.draft.order(row))

    def _id_for_new(self, change: Change) -> str | None:
        entry = change.entry
        section = entry.section or (ids.section_of(entry.id) if entry.id else None)
        if section is None or section not in self.base.sections:
            self._fault(change, "addition-without-section")
            return None
        if entry.id is None:
            new = ids.next_id(section, self.named | self.draft.every_id())
            self.named |= {new}
            self.meant[change.ref] = (new, "", "")
            self._fault(change, "addition-without-id", block=new)
            return new
        if ids.section_of(entry.id) != section:
            self._fault(change, "id-of-other-section", block=entry.id, section=section)
            return None
        taken = entry.id in self.base.reserved or entry.id in self.draft.every_id()
        if taken and not (entry.id in self.draft and self.draft[entry.id].waiting):
            free = ids.next_id(section, self.named | self.draft.every_id())
            self._fault(change, "id-taken", block=entry.id, free=free)
            return None
        return entry.id

    def _sections_agree(self, change: Change, block_id: str | None) -> bool:
        section = change.entry.section
        if block_id is None or section is None or change.entry.kind is Kind.ADD:
            return True
        actual = self.draft[block_id].section
        if actual != section:
            self._fault(
                change, "id-in-other-section", block=block_id, section=section, actual=actual
            )
            return False
        return True

    # What each kind does

    def _add(self, change: Change, block_id: str | None) -> None:
        assert block_id is not None  # _id_for_new has faulted otherwise
        entry = change.entry
        section = entry.section or ids.section_of(block_id) or ""
        if block_id in self.draft:  # a point that was asked for gets its wording
            self._reword(change, block_id)
            return
        is_point = ids.is_point(block_id)
        if is_point and entry.text is not None and not entry.heading:
            self._fault(change, "addition-without-heading", block=block_id)
            return
        if not is_point and entry.heading:
            self._fault(change, "heading-in-prose", block=block_id)
            return
        place = self._place_after(change, block_id)
        if place is False:
            return
        self._remember(block_id)
        block = Block(
            id=block_id,
            section=section,
            heading=entry.heading or "",
            text=entry.text or "",
            status=entry.status,
            challenge=entry.challenge or "",
            priority=entry.priority or "",
            waiting=entry.is_pending,
        )
        self.draft.insert(replace(block, steps=(_step(change, block),)), place)
        self._settle(change, block_id, section)

    def _reword(self, change: Change, block_id: str | None) -> None:
        entry = change.entry
        if block_id is None:
            self._settle(change, None, entry.section)
            return
        block = self.draft[block_id]
        if entry.heading and not ids.is_point(block_id):
            self._fault(change, "heading-in-prose", block=block_id)
            return
        for quoted in missing_quotes(entry.input or "", f"{block.heading}\n{block.text}"):
            self._fault(change, "quote-not-in-block", quoted=_short(quoted), block=block_id)
        text = self._merged(change, block, "text", entry.text, entry.before)
        heading = self._merged(change, block, "heading", entry.heading, entry.heading_before)
        if text is None or heading is None:
            return
        if block.waiting and entry.text is not None and not heading:
            self._fault(change, "addition-without-heading", block=block_id)
            return
        after = replace(
            block,
            text=text,
            heading=heading,
            status=entry.status or block.status,
            challenge=entry.challenge or block.challenge,
            priority=entry.priority or block.priority,
            waiting=block.waiting and entry.text is None,
        )
        if not entry.is_pending:
            after = replace(after, steps=(*block.steps, _step(change, after)))
        self.draft.put(after)
        self._settle(change, block_id, block.section)

    def _merged(
        self, change: Change, block: Block, what: str, new: str | None, before: str | None
    ) -> str | None:
        """Join the new wording with what stands, or fault with both texts and return None."""
        stands: str = getattr(block, what)
        if new is None:
            return stands
        merged = new if before is None or before == stands else merge(before, stands, new)
        if merged is None:
            self._fault(
                change, "change-conflict", block=block.id, stands=stands, wanted=new, before=before
            )
        return merged

    def _remove(self, change: Change, block_id: str | None) -> None:
        if block_id is None:
            return
        block, before = self.draft[block_id], change.entry.before
        if before is not None and before != block.text:
            self._fault(
                change,
                "removal-of-changed",
                block=block_id,
                stands=block.text,
                before=before,
            )
            return
        self._remember(block_id)
        gone = replace(block, steps=(*block.steps, _step(change, block)), waiting=False)
        self.draft.remove(gone)
        self._settle(change, block_id, block.section)

    def _move(self, change: Change, block_id: str | None) -> None:
        if block_id is None:
            return
        block = self.draft[block_id]
        if change.entry.after is None:
            self._fault(change, "move-without-place", block=block_id)
            return
        place = self._place_after(change, block_id)
        if place is False:
            return
        if place == block_id:
            self._fault(change, "move-after-itself", block=block_id)
            return
        self._remember(block_id)
        self.draft.move(replace(block, steps=(*block.steps, _step(change, block))), place)
        self._settle(change, block_id, block.section)

    def _remark(self, change: Change, block_id: str | None) -> None:
        section = change.entry.section
        if block_id is not None:
            section = self.draft[block_id].section
        elif change.entry.id in self.base.sections:
            section = change.entry.id
        self._settle(change, block_id, section)

    def _place_after(self, change: Change, block: str) -> str | bool | None:
        """Id that `block` is to stand after; None is last, "" is first, False is a fault."""
        after, section = change.entry.after, ids.section_of(block)
        if after is None:
            return None
        if after == section:
            return ""
        if after not in self.draft or ids.sequence_of(after) != ids.sequence_of(block):
            self._unknown_block(change, after, "after-unknown")
            return False
        return after

    # The books

    def _settle(self, change: Change, block_id: str | None, section: str | None) -> None:
        """Record a change that was carried out: done, answered, or still to be worded."""
        entry = change.entry
        if entry.is_pending:
            self.fates[change.ref] = Fate.PENDING
            pending = Pending(
                id=change.ref,
                section=section,
                block=block_id,
                source=change.source,
                input=entry.input or "",
                kind=entry.kind,
                date=change.date,
            )
            self.pending[change.ref] = (pending, len(self.fates))
            return
        self.fates[change.ref] = Fate.ANSWERED if entry.kind is Kind.REMARK else Fate.FOLDED
        if block_id is not None and entry.kind in REWORDING | {Kind.REMOVE}:
            self.reworded[block_id] = len(self.fates)

    def _close(self, change: Change) -> None:
        entry = change.entry
        if not isinstance(entry, DecidedEntry) or self.fates.get(change.ref) is Fate.FAULT:
            return
        for ref in entry.closes:
            closed = self.pending.pop(ref, None)
            if closed is not None:
                self.fates[ref] = Fate.CLOSED
                self._drop_unworded(closed[0], change)
            elif ref not in self.fates:
                self._fault(change, "closes-unknown", ref=ref)

    def _drop_unworded(self, closed: Pending, change: Change) -> None:
        """Take away the place that was kept for a point which will not be written after all."""
        block = self.draft.get(closed.block)
        if closed.kind is Kind.ADD and block is not None and block.waiting:
            gone = replace(block, waiting=False, steps=(*block.steps, _step(change, block)))
            self.draft.remove(gone)

    def _fault(self, change: Change, code: str, **values: object) -> None:
        location: Location = change.location
        self.problems.append(Problem(code, location, {"ref": change.ref, **values}))

    def _unknown_block(self, change: Change, wanted: str, code: str) -> None:
        section = change.entry.section or ids.section_of(wanted)
        known: Sequence[str] = self.draft.order(ids.sequence(section)) if section else ()
        removed = self.draft.removed_by(wanted)
        if removed is not None:
            self._fault(change, "block-removed", block=wanted, source=removed)
            return
        self._fault(change, code, block=wanted, known=", ".join(known) or "–")

    def result(self) -> Folded:
        """Close the books."""
        pending = tuple(
            replace(item, touched=True)
            if item.block is not None and self.reworded.get(item.block, 0) > number
            else item
            for item, number in self.pending.values()
        )
        self._check_challenges()
        return Folded(
            sections=self.base.sections,
            blocks=self.draft.rows(),
            removed=self.draft.removed(),
            pending=pending,
            fates=self.fates,
            problems=tuple(self.problems),
            meant=self.meant,
            targets=self.targets,
        )

    def _check_challenges(self) -> None:
        """A recommendation answers a challenge that is in the report."""
        for block_id in self.draft.order(ids.RECOMMENDATIONS):
            block = self.draft[block_id]
            if not block.challenge:
                continue
            target = self.draft.get(block.challenge)
            if target is None or target.section != ids.CHALLENGES:
                self.problems.append(
                    Problem(
                        "challenge-unknown",
                        self.draft.location(block_id),
                        {
                            "block": block_id,
                            "challenge": block.challenge,
                            "known": ", ".join(self.draft.order(ids.CHALLENGES)) or "–",
                        },
                    )
                )


def _step(change: Change, after: Block) -> Step:
    entry: Entry = change.entry
    return Step(
        ref=change.ref,
        kind=entry.kind,
        heading=after.heading,
        text=after.text,
        source=change.source,
        place=change.location.file,
        entry=entry,
    )


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
