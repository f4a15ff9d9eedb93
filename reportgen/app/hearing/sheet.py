"""``hoeringssvar.xlsx``: the workbook where the secretariat decides on every answer.

Made anew by every collect, with all that was typed so far; never read for anything but
what a person types in it.
"""

from __future__ import annotations

from reportgen.app.hearing.sheet_read import read_answers
from reportgen.app.hearing.sheet_rows import (
    Row,
    Typed,
    answer_rows,
    carry_over,
    disagreements,
    rulings,
    undecided,
)
from reportgen.app.hearing.sheet_write import write_answers

__all__ = [
    "Row",
    "Typed",
    "answer_rows",
    "carry_over",
    "disagreements",
    "read_answers",
    "rulings",
    "undecided",
    "write_answers",
]
