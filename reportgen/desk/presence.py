"""When a desk has nobody left to serve."""

from __future__ import annotations

import time
from collections.abc import Callable

AFTER_CLOSING = 10 * 60.0
"""Seconds from the last sign of a page until the desk ends: time to open it again."""
AFTER_NOTHING = 12 * 60 * 60.0
"""Seconds without anything done, pages left open or never opened: a working day and more."""
_ASLEEP = 60.0
"""Seconds between two looks, of which there is one a second: the machine has slept."""


class Presence:
    """What was last heard of pages and of the person at them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sign: float | None = None
        self._done = self._looked = clock()

    def sign(self) -> None:
        """A page lives."""
        self._sign = self._clock()

    def acted(self) -> None:
        """A person did something."""
        self._sign = self._done = self._clock()

    def is_over(self) -> bool:
        """Whether nobody is there any longer; asked once a second."""
        now = self._clock()
        slept, self._looked = now - self._looked > _ASLEEP, now
        if slept and self._sign is not None:
            self._sign = now  # the pages slept too, and get time to say that they live
        closed = self._sign is not None and now - self._sign > AFTER_CLOSING
        return closed or now - self._done > AFTER_NOTHING
