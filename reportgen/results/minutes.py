"""What became of minutes, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.language.translation import ntr, tr
from reportgen.report.dates import danish_date

if TYPE_CHECKING:
    from reportgen.app.importing import Imported


def imported(one: Imported, *, by_day: bool = False) -> Iterator[str]:
    """How much of a file is accounted for; nothing of one that was not read.

    What was made of it is named by its file or, `by_day`, as the meeting that it is.
    """
    if not one.file or one.refused:
        return
    share = f"{one.accounted:.1%}".replace(".0%", " %").replace(".", ",").replace("%", "%")
    accounted = tr("{share} of the text is accounted for").format(share=share)
    if not one.ledger.is_clear:
        count = len(one.ledger.doubtful)
        accounted = ntr("{count} place to check", "{count} places to check", count)
    left_out = ntr("{count} piece left out", "{count} pieces left out", one.left_out)
    name = one.file
    if by_day:
        day = danish_date(dt.date.fromisoformat(one.date))
        name = tr("The meeting of {day}").format(day=day)
    yield f"{name}: {accounted}, {left_out}"
