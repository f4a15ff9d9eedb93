"""The year wheel: which topic is for which meeting."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from reportgen.report.meeting import WheelTopic
from reportgen.report.outline import Doubt, Place
from reportgen.sources.minutes import dates
from reportgen.sources.minutes.agenda.items import Item

LEAD_WORDS = 22
"""How far into its line a date may begin and still be what the line is about ("Fredag den …")."""

_WHEEL = re.compile(r"\bårshjul", re.IGNORECASE)
_TOPIC = re.compile(r"^\s*(?:[:–-]\s*)?(?P<topic>\S.*)$", re.DOTALL)


def is_wheel(item: Item) -> bool:
    """Whether the item is the year wheel itself."""
    return bool(_WHEEL.search(item.title.text))


def wheel(
    items: Sequence[Item], day: dt.date
) -> tuple[tuple[WheelTopic, ...], tuple[tuple[int, Doubt], ...]]:
    """Read the topics of `items` that are the year wheel of a meeting held on `day`."""
    found: list[tuple[dates.Found, str, Place]] = []
    named: int | None = None
    for item in items:
        if not is_wheel(item):
            continue
        named = next(iter(dates.years(item.title.text)), named)
        for paragraph in (*item.proposal, *item.minutes):
            first = next(iter(dates.find(paragraph.text)), None)
            if first is None or first.start > LEAD_WORDS:
                named = next(iter(dates.years(paragraph.text)), named)
                continue
            topic = _TOPIC.match(paragraph.text[first.end :].lstrip(" :.,–-"))
            if topic:
                found.append((first, topic["topic"].strip(), paragraph.place))
    if not found:
        return (), ()
    year = named or day.year
    own = [one.on(year) for one, _, _ in found]
    guessed = False
    if named is None and all(date is not None and date < day for date in own):
        year, guessed = day.year + 1, True
    topics: list[WheelTopic] = []
    doubts: list[tuple[int, Doubt]] = []
    for one, topic_text, place in found:
        date = one.on(year)
        if date is None:
            continue
        if guessed and one.year is None:
            doubts.append(
                (len(topics), Doubt("minutes-wheel-year", {"date": date.isoformat()}, place))
            )
        topics.append(WheelTopic(date=date, topic=topic_text))
    return tuple(topics), tuple(doubts)
