"""Recommendations that nobody can decide on: without an addressee, or without a decision."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.facts import finding
from reportgen.problems import Location, Problem
from reportgen.report.ids import RECOMMENDATIONS
from reportgen.report.inputs import Status
from reportgen.report.model import Block, Folded
from reportgen.report.recommendations.request import is_complete


def open_requests(folded: Folded) -> tuple[Block, ...]:
    """The recommendations that are put to somebody: worded, and not closed."""
    points = folded.points(RECOMMENDATIONS)
    return tuple(each for each in points if each.status is not Status.CLOSED and not each.waiting)


def incomplete_requests(folded: Folded) -> tuple[Block, ...]:
    """Those of them that lack an addressee or a decision."""
    return tuple(each for each in open_requests(folded) if not is_complete(each))


def request_findings(folded: Folded) -> Iterator[Problem]:
    """A finding for each of these."""
    title = folded.sections.get(RECOMMENDATIONS, "")
    where = Location(part="body", heading=f"{RECOMMENDATIONS} {title}".rstrip())
    for block in incomplete_requests(folded):
        named = f"{block.id}, {block.heading}"
        yield finding("published-request", "anbefaling", where, block.id, recommendation=named)
