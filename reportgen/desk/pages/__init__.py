"""The pages, one module each, in the order of the navigation."""

from __future__ import annotations

from flask import Blueprint

from reportgen.desk.pages.actions import actions
from reportgen.desk.pages.changes import NAVIGATION, changes
from reportgen.desk.pages.files import files
from reportgen.desk.pages.life import life
from reportgen.desk.pages.sections import sections
from reportgen.desk.pages.year import year
from reportgen.language.translation import N_
from reportgen.workspace.places import Year

PAGES: tuple[Blueprint, ...] = (year, actions, changes, sections, files, life)
"""All that is registered."""

_IN_NAVIGATION = (("year.show", N_("The year")), NAVIGATION)


def in_navigation(shown: Year) -> tuple[tuple[str, str], ...]:
    """Endpoint and title of each page that a year has, titles to be translated."""
    has_round = shown.hearing.is_dir()
    return tuple(each for each in _IN_NAVIGATION if each is not NAVIGATION or has_round)
