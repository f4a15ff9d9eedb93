"""What the page with the hearing's changes says, in words."""

from __future__ import annotations

from collections.abc import Iterator

from werkzeug.exceptions import BadRequest

from reportgen.hearing.decisions.rows import NOTHING, Row, Typed
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.result import Comment
from reportgen.hearing.review.items import COVER, FILES, WHOLE, Item, Show, State
from reportgen.hearing.review.marked import Mark
from reportgen.language.translation import N_, ntr, tr
from reportgen.report.entries import DecidedEntry, Kind

_SHOW = {
    Show.ALL: N_("all"),
    Show.OPEN: N_("open ones"),
    Show.CONFLICTS: N_("in conflict"),
    Show.EDITORIAL: N_("editorial"),
    Show.CONTESTED: N_("changed in Excel too"),
}
_STATES = {
    State.OPEN: (N_("open"), "○"),
    State.HALF: (N_("not finished"), "◐"),
    State.DECIDED: (N_("decided"), "●"),
}
_OUTCOMES = {Outcome.YES: N_("met"), Outcome.PARTLY: N_("partly met"), Outcome.NO: N_("not met")}
_MARKS = {
    Mark.GONE: (N_("taken out:"), "−"),
    Mark.COME: (N_("put in:"), "+"),
    Mark.LOOK: (N_("looks otherwise:"), "≈"),
}


def outcome_of(said: str) -> Outcome | None:
    """The decision that a button stands for; none opens the change again."""
    if said == "aaben":
        return None
    if said not in set(Outcome):
        raise BadRequest
    return Outcome(said)


def show_title(show: Show) -> str:
    """What a filter is called."""
    return tr(_SHOW[show])


def state_title(state: State) -> str:
    """How far a change is decided."""
    return tr(_STATES[state][0])


def state_sign(state: State) -> str:
    """The same as a shape."""
    return _STATES[state][1]


def all_states() -> Iterator[tuple[str, str, str]]:
    """Each state with its title and its sign, for the page's script."""
    for state, (title, sign) in _STATES.items():
        yield state.value, tr(title), sign


def outcome_title(typed: Typed) -> str:
    """What was decided of a row."""
    return tr(_OUTCOMES[typed.outcome]) if typed.outcome else tr("open")


def mark_title(mark: Mark) -> str:
    """What becomes of words, for those who hear the page."""
    return tr(_MARKS[mark][0])


def mark_sign(mark: Mark) -> str:
    """The same as a sign, for those who see no colours."""
    return _MARKS[mark][1]


def section_title(section: str, titles: dict[str, str]) -> str:
    """A section as it is called on the page."""
    known = {
        COVER: tr("The cover"),
        WHOLE: tr("The whole report"),
        FILES: tr("Files that were set aside"),
    }
    return known.get(section) or f"{section} {titles.get(section, '')}".strip()


def kind_title(item: Item) -> str:
    """What kind of change it is, in a word or two."""
    if not item.rows[0].about:
        return tr("file set aside")
    if item.comment is not None:
        return tr("reply") if item.comment.reply_to else tr("comment")
    if item.is_conflict:
        return ntr("{count} wish", "{count} different wishes", len(item.rows))
    return tr("signs alone") if item.is_editorial else tr("change")


def party_of(row: Row) -> str:
    """Whose wish a row is, all of them."""
    return ", ".join(row.party.split("; ")) if is_known(row) else tr("nobody's yet")


def is_known(row: Row) -> bool:
    """Whether anybody can be answered; a file set aside may be from whom nobody knows."""
    return row.party != NOTHING


def readers(row: Row) -> str:
    """Who reads the reason for a decision."""
    if not is_known(row):
        return tr("Read by everyone in the hearing note.")
    return tr("Read by {party}, and by everyone in the hearing note.").format(party=party_of(row))


def parties(item: Item) -> str:
    """Whose change it is, short enough for a list."""
    if not is_known(item.rows[0]):
        return party_of(item.rows[0])
    first, *others = (party.removesuffix(" Kommune") for party in item.parties)
    if not others:
        return first
    return tr("{party} and {count} more").format(party=first, count=len(others))


_KINDS = {
    Kind.ADD: N_("put in"),
    Kind.AMEND: N_("reworded"),
    Kind.REPLACE: N_("reworded"),
    Kind.REMOVE: N_("taken out"),
    Kind.MOVE: N_("moved"),
    Kind.REMARK: N_("answered"),
}


def kind_of_entry(entry: DecidedEntry) -> str:
    """What a decision did to the report."""
    return tr(_KINDS[entry.kind])


def whose(entry: DecidedEntry) -> str:
    """Whose wish was decided, and how."""
    party = entry.origin.party if entry.origin else ""
    outcome = entry.decision.outcome if entry.decision else ""
    return " · ".join(part for part in (party, outcome) if part)


def said_by(comment: Comment) -> str:
    """Who wrote a comment."""
    author = comment.author
    return f"{comment.party} ({author})" if author and author != comment.party else comment.party


def value_title(column: str, value: str) -> str:
    """What stands in a cell, told in a sentence."""
    return f"“{value}”" if value else tr("nothing")
