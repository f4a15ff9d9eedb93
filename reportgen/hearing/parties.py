"""The order of parties: that of the network, and a party's second answer after its first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_AGAIN = re.compile(r"(.*) \((\d+)\)")


class Ranks:
    """The place of each party in every list of parties."""

    def __init__(self, order: Sequence[str]) -> None:
        self._order = {party: n for n, party in enumerate(order)}

    def of(self, party: str) -> tuple[int, str, int]:
        """Sort key of a party; one the network does not know comes last, by its name."""
        again = _AGAIN.fullmatch(party)
        first, number = (again[1], int(again[2])) if again else (party, 1)
        if party in self._order:
            first, number = party, 1
        return self._order.get(first, len(self._order)), first, number

    def first(self, parties: Iterable[str]) -> tuple[int, str, int]:
        """Sort key of the first of several."""
        return min(self.of(party) for party in parties)


def again(party: str, number: int) -> str:
    """Name of a party's second, third … answer, where it differs from the first."""
    return party if number == 1 else f"{party} ({number})"
