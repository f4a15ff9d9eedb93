"""What became of an agenda, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.language.translation import N_, ntr, tr
from reportgen.problems import shortened
from reportgen.report.agenda import LeftOut, Reason
from reportgen.report.dates import danish_date
from reportgen.report.wording.text import plain

if TYPE_CHECKING:
    from reportgen.app.extracts.agenda import MadeAgenda

_LONGEST = 100
"""Characters that tell which thing is meant."""
_REASONS = {
    Reason.LATER: N_("it is for a later meeting"),
    Reason.PASSED: N_("its day has gone by without minutes"),
    Reason.NO_DRAFT: N_("there is no draft to discuss"),
    Reason.NOT_PUT: N_("its report is a draft still, and not put to the steering group"),
    Reason.NO_TOPIC: N_("the year wheel names no topic for the day"),
    Reason.TWICE: N_("it is on the agenda already"),
}


def agenda_made(done: MadeAgenda) -> Iterator[str]:
    """Which agenda was made, what is on it, and each thing that is not, with the reason."""
    day = danish_date(done.agenda.date)
    if done.unchanged:
        yield tr("Nothing has changed: the agenda of {date} still stands.").format(date=day)
    else:
        items = ntr("{count} item", "{count} items", len(done.agenda.items))
        text = tr("The agenda of {date} is made, with {items}.")
        yield text.format(date=day, items=items)
    if done.beside is not None:
        text = tr("{file} was edited, and stays as it is beside the new one.")
        yield text.format(file=done.beside.name)
    for one in done.agenda.left_out:
        yield left_out(one)


def left_out(one: LeftOut) -> str:
    """What is not on the agenda, and why."""
    text = plain(one.thing.text)
    words = shortened(f"{one.thing.lead}: {text}" if one.thing.lead else text, _LONGEST)
    reason = tr(_REASONS[one.reason])
    said = tr("Not on it: “{thing}” ({source}): {reason}.")
    return said.format(thing=words, source=one.thing.source, reason=reason)
