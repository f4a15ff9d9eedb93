"""How the recommendations of all years stand, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.language.translation import ntr, tr

if TYPE_CHECKING:
    from reportgen.app.extracts.recommendations import Recommendations


def counted(found: Recommendations) -> Iterator[str]:
    """How many there are, how many are open or overdue, and how fast they are closed."""
    if not found.rows:
        yield tr("No report has recommended anything yet.")
        return
    heading = ntr("{count} recommendation", "{count} recommendations", len(found.rows))
    heading += ", " + ntr("{count} of them open", "{count} of them open", found.open)
    if found.overdue:
        late = ntr("{count} past its deadline", "{count} past their deadline", found.overdue)
        heading += f", {late}"
    yield f"{heading}."
    for share in found.shares:
        if share.of:
            span = ntr("within {count} year", "within {count} years", share.years)
            text = tr(
                "Closed {span} of publication: {closed} of {of} old enough to count ({percent} %)."
            )
            percent = round(100 * share.closed / share.of)
            yield text.format(span=span, closed=share.closed, of=share.of, percent=percent)
