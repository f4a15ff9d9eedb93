"""What a reader met, all of it: the proof that nothing passed in silence.

Every reader of something that people made ends with one. "100 %", "uden ændringer" and
"i orden" are said only of a ledger that is clear.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One thing that did not simply become data."""

    place: str
    """Where it stands, in words that its author recognises: a section, a cell, a page."""
    what: str = ""
    """What was met there."""
    reason: str = ""
    """Why it was set aside, or what is unsure about it."""

    def __str__(self) -> str:
        """Tell it in a line."""
        said = f"{self.place}: {self.what}" if self.what else self.place
        return f"{said} ({self.reason})" if self.reason else said


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything in a source, each thing once."""

    understood: int = 0
    """How many things became data, an edit, a comment or an answer."""
    set_aside: tuple[Item, ...] = ()
    """What is kept, but not used, each with its reason."""
    doubtful: tuple[Item, ...] = ()
    """What a person has to look at: not understood, or understood in two ways."""

    @property
    def total(self) -> int:
        """How many things there are; to be compared with a count made another way."""
        return self.understood + len(self.set_aside) + len(self.doubtful)

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing that a person has to look at."""
        return not self.doubtful

    def as_numbers(self) -> dict[str, int]:
        """How many things there are of each kind, as scripts read them."""
        return {
            "understood": self.understood,
            "aside": len(self.set_aside),
            "doubtful": len(self.doubtful),
        }

    def __add__(self, other: Ledger) -> Ledger:
        """Account for two sources as one."""
        return Ledger(
            self.understood + other.understood,
            (*self.set_aside, *other.set_aside),
            (*self.doubtful, *other.doubtful),
        )
