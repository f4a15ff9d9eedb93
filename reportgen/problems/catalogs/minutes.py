"""Problems with reading minutes."""

from __future__ import annotations

from reportgen.problems._entry import Entry

CODES: dict[str, Entry] = {}
