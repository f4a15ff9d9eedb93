"""What the page of the round says, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.app.hearing.parties.addressing import Wanted
from reportgen.app.hearing.parties.overview import CameIn, Fate, PartyHeard, RoundOverview
from reportgen.hearing.responses import Response, Way
from reportgen.language.translation import N_, ntr, tr
from reportgen.language.words import hint
from reportgen.problems import Problem
from reportgen.report.dates import danish_date, danish_time

_FATES = {
    Fate.READ: N_("read"),
    Fate.UNCHANGED: N_("without changes"),
    Fate.WORDS: N_("an answer in words"),
    Fate.NOTHING: N_("no remarks"),
    Fate.COVER: N_("the mail that an answer came in"),
    Fate.ASIDE: N_("set aside"),
    Fate.UNKNOWN: N_("nobody's yet"),
    Fate.LATE: N_("came after the round was closed"),
    Fate.WAITING: N_("received, not read yet"),
}
_SIGNS = {Fate.ASIDE: "–", Fate.UNKNOWN: "?", Fate.WAITING: "○", Fate.LATE: "–"}


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that stand together; those of earlier times are folded away."""

    title: str
    files: tuple[CameIn, ...]
    is_folded: bool = False
    is_asked: bool = False
    """Whether a person is asked whose they are."""


def day(date: dt.date) -> str:
    """A day in words."""
    return danish_date(date)


def moment(time: dt.datetime) -> str:
    """A day and a time of this machine, in words."""
    return danish_time(time.astimezone())


def deadline(date: dt.date, today: dt.date) -> str:
    """How far away the last day to answer is."""
    left = (date - today).days
    if left < 0:
        return ntr("{count} day over", "{count} days over", -left)
    if left == 0:
        return tr("today")
    return ntr("in {count} day", "in {count} days", left)


def answer(response: Response) -> str:
    """How a party answered."""
    if response.way is Way.UNCHANGED:
        return tr("Without changes")
    if response.way is Way.NONE:
        return tr("No remarks")
    if response.way is Way.TEXT:
        return tr("An answer in words")
    return amounts(response.edits, response.comments) or tr("Read")


def answered_on(response: Response) -> str:
    """When."""
    return danish_date(dt.date.fromisoformat(response.date)) if response.date else ""


def amounts(edits: int, comments: int) -> str:
    """How much there is in a copy."""
    said = []
    if edits:
        said.append(ntr("{count} edit", "{count} edits", edits))
    if comments:
        said.append(ntr("{count} comment", "{count} comments", comments))
    return ", ".join(said)


def fate(came: CameIn) -> str:
    """What became of a file, and whose it is."""
    said = tr(_FATES[came.fate])
    much = amounts(came.edits, came.comments)
    return ", ".join(part for part in (came.party, said, much) if part)


def is_to_be_noted(reason: Problem) -> bool:
    """Whether what a file says can be noted as an answer that was given otherwise."""
    return "reportgen hearing answer" in hint(reason)


def sign(came: CameIn) -> str:
    """The shape beside it."""
    return _SIGNS.get(came.fate, "✓")


def groups(overview: RoundOverview) -> Iterator[FileGroup]:
    """Files as the page shows them: what needs a person first, then those that came last."""
    asked = [each for each in overview.files if each.fate is Fate.UNKNOWN]
    aside = [each for each in overview.files if each.fate is Fate.ASIDE]
    taken = [each for each in overview.files if each.fate not in {Fate.UNKNOWN, Fate.ASIDE}]
    last = taken[0].received if taken else None
    newest = [each for each in taken if each.received == last]
    earlier = [each for each in taken if each.received != last]
    yield FileGroup(tr("Whose are these?"), tuple(asked), is_asked=True)
    if overview.round.is_open:
        yield FileGroup(tr("Set aside"), tuple(aside))
    if last is not None:
        title = tr("Taken in {time}").format(time=moment(last))
        yield FileGroup(title, tuple(newest), is_folded=len(newest) > _MOST_SHOWN)
    if not overview.round.is_open:
        text = ntr("{count} file was set aside", "{count} files were set aside", len(aside))
        yield FileGroup(text, tuple(aside), is_folded=True)
    count = len(earlier)
    text = ntr("{count} file taken in earlier", "{count} files taken in earlier", count)
    yield FileGroup(text, tuple(earlier), is_folded=True)


_MOST_SHOWN = 30
"""Files of one time that are shown without being asked for."""


def sent_count(overview: RoundOverview) -> str:
    """How many were written to."""
    parties = len(overview.parties)
    text = tr("{count} of {all}")
    return text.format(count=parties - len(overview.unsent), all=parties)


def answered_count(overview: RoundOverview) -> str:
    """How many have answered."""
    parties = len(overview.parties)
    text = tr("{count} of {all}")
    return text.format(count=parties - len(overview.missing), all=parties)


def unaddressed(wanted: Iterable[Wanted]) -> str:
    """How many parties no address is known of."""
    count = len({each.party for each in wanted})
    return ntr("{count} party has no address", "{count} parties have no address", count)


def late(party: PartyHeard) -> str:
    """When something came from a party after the round was closed."""
    assert party.late is not None
    return tr("After the round was closed, {day}").format(day=danish_date(party.late.date()))
