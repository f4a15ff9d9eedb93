"""One entry of ``aendringer/`` for one ruling."""

from __future__ import annotations

from typing import Any

from reportgen.hearing.decisions.rulings import Outcome, Ruling
from reportgen.hearing.result import Comment, Edit, EditKind
from reportgen.report.entries import DecidedEntry, Decision, Kind, Origin

_ANSWERS = {
    Outcome.YES: "Imødekommet.",
    Outcome.PARTLY: "Delvist imødekommet.",
    Outcome.NO: "Ikke imødekommet.",
}


def entry(about: Edit | Comment, ruling: Ruling, *, kind: Kind, **values: Any) -> DecidedEntry:
    """An entry that carries out a ruling; `values` are fields of `DecidedEntry`."""
    made: dict[str, Any] = {
        "section": about.section or None,
        "id": about.block or None,
        "kind": kind,
        "origin": _origin(about),
        "decision": Decision(
            by=ruling.by or None,
            date=ruling.date,
            outcome=ruling.outcome.value,
            reason=ruling.reason or None,
        ),
        **values,
    }
    return DecidedEntry(**made)


def record(about: Edit | Comment, ruling: Ruling, *, alone: bool = False) -> DecidedEntry:
    """An entry that only tells: what was wanted, and what it was answered.

    `alone` is for a block that is no longer in the report by then.
    """
    values: dict[str, Any] = {"answer": ruling.reason or _ANSWERS[ruling.outcome]}
    if isinstance(about, Comment):
        values["input"] = about.text or None
    else:
        values["before"] = about.before or None
        values["input"] = _wanted(about)
    if alone or "!" in about.block:
        values["id"] = None  # nothing that the fold has, or has any longer
    return entry(about, ruling, kind=Kind.REMARK, **values)


def _wanted(edit: Edit) -> str:
    """What an edit wanted, for somebody who reads it among the changes."""
    if edit.kind is EditKind.MOVE:
        return f"Flyttes til efter {edit.place}"
    if not edit.after:
        return f"{edit.block or 'Teksten'} udgår"
    if edit.kind is EditKind.CELL:
        return f"{edit.block}: {edit.after}"
    added = edit.kind is EditKind.ADD and edit.heading
    return f"{edit.heading}\n{edit.after}" if added else edit.after


def _origin(about: Edit | Comment) -> Origin:
    """Everyone it came from: parties, the people behind them, and their times."""
    if isinstance(about, Comment):
        return Origin(party=about.party, author=about.author or None, time=about.date or None)
    authors = [author for source in about.sources for author in source.authors]
    files = dict.fromkeys(source.file for source in about.sources if source.file)
    return Origin(
        file="; ".join(files) or None,
        party="; ".join(about.parties),
        author="; ".join(dict.fromkeys(a.name for a in authors if a.name)) or None,
        time="; ".join(sorted({a.time for a in authors if a.time})) or None,
    )
