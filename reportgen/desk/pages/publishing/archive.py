"""The page of the archive: its years and versions, two of them compared, one taken out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request

from reportgen.desk.desk import this_desk
from reportgen.desk.pages import year_words
from reportgen.desk.pages.hearing import changes_words
from reportgen.desk.pages.publishing import archive_words
from reportgen.desk.pages.publishing.archive_actions import (
    ARCHIVE_ACTIONS,
    archived_year,
    chosen_version,
)
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.problems import Problem, Refusal
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from reportgen.app.archived import ArchivedNetwork, ArchivedVersion

archive = Blueprint("archive", __name__)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions that a person chose, and what differs between them."""

    older: ArchivedVersion
    newer: ArchivedVersion
    changes: list[dict[str, Any]]


@archive.get(f"{ON_YEAR}/arkiv")
def show(network: str, number: int) -> ResponseReturnValue:
    """Show what the archive holds, and one year of it."""
    from reportgen.app.archived import archived_networks, handed_out
    from reportgen.app.archiving import links, listed_twice
    from reportgen.app.documents import What, documents
    from reportgen.app.standing.freshness import stamp
    from reportgen.hearing.review.marked import compared

    chosen = year_of(network, number)
    stamped = stamp(chosen)
    networks: tuple[ArchivedNetwork, ...] = ()
    problems: tuple[Problem, ...] = ()
    try:
        networks = archived_networks(chosen.workspace)
        problems = (*listed_twice(chosen.workspace), *links(chosen.workspace))
    except Refusal as refusal:
        problems = (refusal.problem,)
    shown = archived_year(chosen, request.args.get("netvaerk", ""), request.args.get("aar", ""))
    steps, unread = _steps(shown, networks)
    made = [d for d in documents(shown, (), ()) if d.what is What.COMPARISON]
    between, refused = _between(shown)
    return render_template(
        "archive.html",
        year=chosen,
        stamp=stamped,
        networks=networks,
        problems=(*problems, *unread, *refused),
        kept=shown,
        name=next((each.name for each in networks if each.network == shown.network), ""),
        steps=steps,
        to_compare=archive_words.to_compare(steps, networks, shown),
        between=between,
        compared=compared,
        comparisons=made,
        journals=[d for d in documents(chosen, (), ()) if d.what is What.JOURNAL],
        handed_out=handed_out(chosen.workspace),
        actions=ARCHIVE_ACTIONS,
        words=archive_words,
        marks=changes_words,
        file_words=year_words,
        id_of=this_desk().files.id_of,
    )


def _steps(shown: Year, networks: tuple[ArchivedNetwork, ...]) -> tuple[Any, tuple[Problem, ...]]:
    from reportgen.app.archived import steps

    if not any(each.network == shown.network and shown.year in each.years for each in networks):
        return (), ()
    try:
        return steps(shown)
    except Refusal as refusal:
        return (), (refusal.problem,)


def _between(shown: Year) -> tuple[Compared | None, tuple[Problem, ...]]:
    """What differs between the two versions that the address names, the older one first."""
    from reportgen.app.archived import differences

    said = request.args.get("a", ""), request.args.get("b", "")
    if not all(said):
        return None, ()
    try:
        older, newer = (chosen_version(shown, each) for each in said)
    except Refusal as refusal:
        return None, (refusal.problem,)
    return Compared(older, newer, differences(older, newer)), ()
