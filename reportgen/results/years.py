"""What became of a new year, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.language.translation import ntr, tr

if TYPE_CHECKING:
    from reportgen.app.new import LaidOut


def laid_out(done: LaidOut) -> Iterator[str]:
    """What came over from the year before, counted."""
    book, before = done.content, done.before
    if book is None:
        text = tr("The archive holds no earlier year of the network, so this one begins empty.")
        yield text
        return
    points = Counter(row.sheet for row in book.points)
    members, figures, wheel = len(book.members), len(book.figures), len(book.wheel)
    challenges, focus_areas = points["Udfordringer"], points["Fokusområder"]
    follow_ups = len(book.follow_ups)
    counted = (
        members and ntr("{count} member", "{count} members", members),
        challenges and ntr("{count} challenge", "{count} challenges", challenges),
        focus_areas and ntr("{count} focus area", "{count} focus areas", focus_areas),
        figures and ntr("{count} key figure", "{count} key figures", figures),
        follow_ups
        and ntr(
            "{count} recommendation to follow up",
            "{count} recommendations to follow up",
            follow_ups,
        ),
        wheel and ntr("{count} planned meeting", "{count} planned meetings", wheel),
    )
    listed = ", ".join(words for words in counted if words)
    origin = f"{done.before_year}, {before.version}" if before else str(done.before_year)
    if not listed:
        empty = tr("The report of {origin} holds nothing to carry over, so this year begins empty.")
        yield empty.format(origin=origin)
        return
    text = tr(
        "Carried over from {origin}: {counted}. The texts are those of {year} "
        "until somebody has brought them up to date."
    )
    yield text.format(year=done.before_year, origin=origin, counted=listed)
