"""What became of everything that was planted, counted over the rows that were found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.editors.planting.deeds import Want
from tests.editors.planting.look import Look, plain
from tests.editors.planting.round import UNEDITED, Planted

_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*+|(?<!\w)_|_(?!\w)|\\(?=[^\w\s])|^(?:- |\d+\. )", re.MULTILINE)


class Fate(StrEnum):
    """What became of something that was planted."""

    FOUND = "fundet"
    TAKEN = "taget af vejen"
    """The road itself took it away: it is not in the file that came back."""
    LOST = "tabt"
    WRONG_PLACE = "forkert sted"
    WRONG_KIND = "forkert slags"


@dataclass(frozen=True)
class Row:
    """A row of one party."""

    kind: str
    party: str
    section: str
    block: str
    place: str
    before: str
    after: str

    @property
    def seen(self) -> tuple[str, str, str, str]:
        """What it says, whoever says it."""
        return self.kind, self.section, self.before, self.after

    def __str__(self) -> str:
        where = self.block or f"efter {self.place}" if self.place else self.section
        return f"{self.party}: {self.kind} {where}: {self.before[:90]!r} -> {self.after[:200]!r}"


@dataclass
class Count:
    """What came of one road."""

    fates: list[tuple[Planted, Fate]] = field(default_factory=list)
    false: list[Row] = field(default_factory=list)
    """Rows that tell of nothing anybody did."""
    of_road: list[Row] = field(default_factory=list)
    """Rows that tell what the road itself did to something: a half of it, or words of its own."""
    wrong_party: list[Row] = field(default_factory=list)
    unedited: list[Row] = field(default_factory=list)
    """Rows of the copy that nobody worked in."""
    rows: list[Row] = field(default_factory=list)

    @property
    def numbers(self) -> dict[str, int]:
        """How many of each, by its name."""
        counted = Counter(str(fate) for _, fate in self.fates)
        return {
            "plantet": len(self.fates),
            **{str(fate): counted[fate] for fate in Fate},
            "forkert part": len(self.wrong_party),
            "vejens egne": len(self.of_road),
            "falske": len(self.false),
            "i urørt kopi": len(self.unedited),
        }


def rows_of(answer: Mapping[str, Any]) -> Iterator[Row]:
    """Every row that `collect` answered, once for each party that it names."""
    for edit in answer["edits"]:
        after = "\n".join(filter(None, (edit["heading"], edit["after"])))
        for party in edit["parties"]:
            yield Row(
                edit["kind"],
                party,
                edit["section"] or "",
                edit["block"] or "",
                edit["place"] or "",
                _bare(edit["before"]),
                _bare(after),
            )
    for said in answer["comments"]:
        yield Row(
            "comment",
            said["party"],
            said["section"] or "",
            said["block"] or "",
            "",
            _bare(said["quoted"] or ""),
            _bare(said["text"]),
        )


def _bare(markup: str) -> str:
    return plain(_MARKS.sub("", _LINK.sub(r"\1", markup)))


@dataclass(frozen=True)
class Travelled:
    """A party's copy before it was sent by a road, and as it came back."""

    went: Look
    came: Look

    def has_done(self, row: Row) -> bool:
        """Whether a row tells of words that the road itself put in or took out."""
        lost = [each for each in self.went.descriptions if each not in self.came.descriptions]
        if any(each in row.after for each in lost):
            return True
        before, after = set(row.before.split()), set(row.after.split())
        went, came = set(self.went.text.split()), set(self.came.text.split())
        new, gone = after - before, before - after
        if new:
            return new <= came and not new & went
        return bool(gone) and gone <= went and not gone & came


def count(
    planted: Sequence[Planted],
    untouched: Look,
    copies: Mapping[str, Travelled],
    answer: Mapping[str, Any],
) -> Count:
    """Compare what was planted with what was found.

    `untouched` is the copy that nobody worked in as it came back by the same road.
    """
    rows = list(rows_of(answer))
    found = Count(rows=rows, unedited=[row for row in rows if row.party == UNEDITED])
    noise = {row.seen for row in found.unedited}
    explained: set[Row] = set()
    halves: set[Row] = set()
    for each in planted:
        mine = [row for row in rows if row.party == each.party]
        fate, telling = _fate_of(each, mine, untouched, copies[each.party].came)
        found.fates.append((each, fate))
        explained |= set(telling[: each.deed.rows])
        if fate is Fate.TAKEN:
            halves |= {row for row in mine if _echoes(row, each)}
    words = {each.token: each.party for each in planted}
    for row in rows:
        if row in explained or row.party == UNEDITED or row.seen in noise:
            continue
        typed = {party for token, party in words.items() if token in row.after}
        if typed:
            if row.party not in typed:
                found.wrong_party.append(row)
        elif row in halves or copies[row.party].has_done(row):
            found.of_road.append(row)
        else:
            found.false.append(row)
    return found


def _echoes(row: Row, each: Planted) -> bool:
    """Whether a row tells of what somebody worked on, though not of what was done."""
    said = f"{row.before} {row.after}"
    worked = [plain(text)[:40] for text in (*each.spot.texts, each.spot.phrase) if text]
    at = row.block in {each.spot.block, *each.spot.blocks} and row.block != ""
    return at or (row.section == each.spot.section and any(text in said for text in worked))


def _fate_of(
    each: Planted, mine: Sequence[Row], before: Look, came: Look
) -> tuple[Fate, list[Row]]:
    """What became of it, and the rows that tell of it."""
    wants, fact = each.deed.wants, each.deed.fact
    hits = [row for row in mine if any(_tells(row, want) for want in wants)]
    placed = [row for row in hits if _is_placed(row, wants, each)]
    fitting = [row for row in placed if any(_fits(row, want, each) for want in wants)]
    if all(any(_fits(row, want, each) for row in fitting) for want in wants):
        return Fate.FOUND, fitting
    if fact(came) == fact(before):
        return Fate.TAKEN, fitting
    if placed:
        return Fate.WRONG_KIND, placed
    return (Fate.WRONG_PLACE, hits) if hits else (Fate.LOST, [])


def _tells(row: Row, want: Want) -> bool:
    """Whether a row speaks of it."""
    if not want.says and not want.loses:
        return row.kind in want.kinds and (row.block or row.place) in want.blocks
    whole = f"{row.before} {row.after}"
    said = whole if row.kind in ("comment", "remark") else row.after
    if not all(plain(words) in said for words in want.says):
        return False
    if row.kind in ("comment", "remark"):
        return all(plain(words) in whole for words in want.loses)
    return all(plain(w) in row.before and plain(w) not in row.after for w in want.loses)


def _is_placed(row: Row, wants: Sequence[Want], each: Planted) -> bool:
    blocks = {block for want in wants for block in want.blocks}
    if blocks:
        return row.block in blocks or (not row.block and row.place in blocks)
    return row.section == each.spot.section


def _fits(row: Row, want: Want, each: Planted) -> bool:
    return row.kind in want.kinds and _tells(row, want) and _is_placed(row, (want,), each)
