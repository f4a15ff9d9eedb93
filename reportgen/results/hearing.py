"""What became of a hearing round, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten
from typing import TYPE_CHECKING

from reportgen.hearing.decisions.rows import answer_rows
from reportgen.hearing.responses import counts
from reportgen.language.translation import ntr, tr
from reportgen.problems import Problem
from reportgen.report.dates import danish_date

if TYPE_CHECKING:
    from reportgen.app.hearing.applying import RoundApplied
    from reportgen.app.hearing.collecting import Collected
    from reportgen.app.hearing.late import LateAnswers
    from reportgen.app.hearing.opening import Opened

_SHOWN = 200
"""Characters of a late edit that are shown; its document has all of them."""


def laid_ready(done: Opened) -> str:
    """That a round is open; a page beside it says to whom, and what to do with each mail."""
    text = tr("Round {round} is open until {deadline}: {version} lies ready for {parties}.")
    return text.format(
        round=done.round.number,
        deadline=danish_date(done.round.deadline),
        version=done.round.version,
        parties=ntr("{count} party", "{count} parties", len(done.round.parties)),
    )


def opened(done: Opened) -> Iterator[str]:
    """What lies ready to be sent, and to whom nobody knows the address."""
    yield laid_ready(done)
    yield tr("Nothing has been sent: open each Mail.eml, and send it.")
    if done.unaddressed:
        nobody = tr(
            "No address is known of: {parties}. Write it into the mail, or beside a member "
            "in the sheet Medlemmer before the next round."
        )
        yield nobody.format(parties=", ".join(done.unaddressed))


def collected(done: Collected) -> Iterator[str]:
    """Who has answered, and how much there is to decide on."""
    yield _answered(done)
    if missing := done.result.missing:
        yield tr("Not yet: {parties}.").format(parties=", ".join(missing))
    for response in done.result.responses:
        if response.edits or response.comments:
            edits = ntr("{count} edit", "{count} edits", response.edits)
            comments = ntr("{count} comment", "{count} comments", response.comments)
            yield f"  {response.party}: {edits}, {comments}"
    yield _to_decide(done)


def taken_in(done: Collected) -> Iterator[str]:
    """The same in short, where a list beside it says what became of each file."""
    yield _answered(done)
    if aside := sum(not each.answered for each in done.result.set_aside):
        yield ntr("{count} file was set aside.", "{count} files were set aside.", aside)
    yield from _known(done.problems)
    yield _to_decide(done)


SAID_IN_SHORT = frozenset({"received-already", "received-late", "received-late-nothing"})
"""Problems that the short form and the list of files say already."""


def _known(problems: Iterable[Problem]) -> Iterator[str]:
    """Which files had come before."""
    if known := [each.location.file for each in problems if each.code == "received-already"]:
        text = ntr(
            "{count} file was here before, and counts once:",
            "{count} files were here before, and count once each:",
            len(known),
        )
        yield f"{text} {', '.join(known)}."


def _answered(done: Collected) -> str:
    heard, missing = done.round.parties, done.result.missing
    text = tr("{answered} of {parties} parties have answered.")
    return text.format(answered=len(heard) - len(missing), parties=len(heard))


def _to_decide(done: Collected) -> str:
    count = counts(done.result.merged)
    if sum(count[name] for name in ("edits", "remarks", "comments")):
        total = tr(
            "{edits} different edits: {free} that stand alone, {in_conflict} in {conflicts} "
            "conflicts, {remarks} outside the report's own text; and {comments} comments."
        )
        return total.format(**count)
    return tr("There are no edits and no comments to decide on.")


def came_late(done: LateAnswers) -> Iterator[str]:
    """What came after a round was closed: kept, with nothing to decide."""
    text = (
        tr("Round {round} is closed. What came now is kept, and no decision is asked for.")
        if done.new
        else tr("Round {round} is closed, and nothing in this is new: it was received before.")
    )
    yield text.format(round=done.answers.round.number)
    for row in answer_rows(done.answers.result.merged):
        told = shorten(row.after, _SHOWN, placeholder=" …")
        yield f"  {row.party}, {row.section}: {told}"
    yield from _letters_ready(len(done.letters) // 2)


def applied(done: RoundApplied) -> Iterator[str]:
    """What was decided, once the round is closed; nothing of one that was closed before."""
    if done.already or done.outcomes is None:
        return
    text = tr("The round is closed: {yes} met, {partly} partly met, {no} not met.")
    counted = {"yes": "ja", "partly": "delvist", "no": "nej"}
    yield text.format(**{name: done.outcomes.get(word, 0) for name, word in counted.items()})
    yield from _letters_ready(len(done.answers) // 2)


def _letters_ready(count: int) -> Iterator[str]:
    """That answers to parties lie ready, and are to be sent by a person."""
    if count:
        yield ntr(
            "The answer to {count} party lies ready. Nothing has been sent: read it, and send "
            "the draft beside it.",
            "The answers to {count} parties lie ready. Nothing has been sent: read them, and "
            "send the drafts beside them.",
            count,
        )
