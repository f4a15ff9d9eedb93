"""The pages, one module each, in the order of the navigation."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint

from reportgen.desk.pages.actions import actions
from reportgen.desk.pages.beginning import beginning
from reportgen.desk.pages.files import files
from reportgen.desk.pages.foundations import foundations
from reportgen.desk.pages.guide import guide
from reportgen.desk.pages.hearing.changes import changes
from reportgen.desk.pages.hearing.round import round_
from reportgen.desk.pages.hearing.sections import sections
from reportgen.desk.pages.life import life
from reportgen.desk.pages.meetings import meetings
from reportgen.desk.pages.publishing.archive import archive
from reportgen.desk.pages.publishing.publication import publication
from reportgen.desk.pages.publishing.recommendations import recommendations
from reportgen.desk.pages.report import report
from reportgen.desk.pages.year import year
from reportgen.language.translation import N_

PAGES: tuple[Blueprint, ...] = (
    year,
    beginning,
    guide,
    actions,
    foundations,
    meetings,
    report,
    round_,
    changes,
    sections,
    publication,
    archive,
    recommendations,
    files,
    life,
)
"""All that is registered."""


class Heading(NamedTuple):
    """An entry of the navigation."""

    endpoint: str
    title: str
    """To be translated."""
    pages: frozenset[str]
    """The pages that stand under it."""


NAVIGATION = (
    Heading("year.show", N_("The year"), frozenset({"year"})),
    Heading("foundations.show", N_("Foundations"), frozenset({"foundations"})),
    Heading("meetings.show", N_("Meetings"), frozenset({"meetings"})),
    Heading("report.show", N_("The report"), frozenset({"report"})),
    Heading("round.show", N_("The hearing"), frozenset({"round", "changes", "sections"})),
    Heading("publication.show", N_("Publication"), frozenset({"publication"})),
    Heading("archive.show", N_("Archive"), frozenset({"archive", "recommendations"})),
)
