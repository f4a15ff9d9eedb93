"""What the page of the archive asks for that takes more than a moment."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import NotFound

from reportgen.app.documents import Document, Origin, What
from reportgen.desk.pages.action import Action, Doing, opener
from reportgen.desk.work import Outcome
from reportgen.language.translation import N_, tr
from reportgen.problems import has_errors
from reportgen.report.dates import danish_date
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from reportgen.app.archived import ArchivedVersion


def archived_year(shown: Year, network: str, number: str) -> Year:
    """A year of the archive by what a page says of it, else the year that is shown."""
    from reportgen.app.archived import archived_networks

    wanted = network or shown.network, number or str(shown.year)
    for each in archived_networks(shown.workspace):
        for year in each.years:
            if (each.network, str(year)) == wanted:
                return Year(shown.workspace, each.network, year)
    if network or number:
        raise NotFound
    return shown


def chosen_version(year: Year, said: str) -> ArchivedVersion:
    """A version that a page names as ``2024 v02``, or by its year alone: the newest of it."""
    from reportgen.app.archived import version_of

    number, _, version = said.partition(" ")
    return version_of(archived_year(year, year.network, number), version or None)


def _restore(shown: Year) -> Doing:
    year = archived_year(shown, request.form.get("netvaerk", ""), request.form.get("aar", ""))
    version = request.form.get("version", "")
    show = opener()

    def do() -> Outcome:
        from reportgen.app.archived import hand_out
        from reportgen.results.archive import handed_out

        done = hand_out(year, version)
        reports = [each for each in done.files if each.what is What.VERSION]
        return Outcome(tuple(handed_out(done)), show(reports[0]) if reports else ())

    return do


def _compare(shown: Year) -> Doing:
    year = archived_year(shown, request.form.get("netvaerk", ""), request.form.get("aar", ""))
    said = request.form.get("a", ""), request.form.get("b", "")
    show = opener()

    def do() -> Outcome:
        from reportgen.app.comparing import write_document

        older, newer = (chosen_version(year, each) for each in said)
        path = write_document(year.workspace, older, newer)
        told = tr("The comparison is made: {file}").format(file=path.name)
        return Outcome((told,), show(_made(path)))

    return do


def _journal(year: Year) -> Doing:
    show = opener()

    def do() -> Outcome:
        from reportgen.app.extracts.document_journal import document_journal, write_journal
        from reportgen.results.documents import journal_made

        today, journal = dt.date.today(), document_journal(year)
        path = write_journal(year, journal, today)
        made = Document(path, What.JOURNAL, Origin.OURS, danish_date(today))
        return Outcome(tuple(journal_made(journal)), show(made))

    return do


def _made(path: Path) -> Document:
    return Document(path, What.COMPARISON, Origin.OURS, path.stem)


def _verify(year: Year) -> Doing:
    def do() -> Outcome:
        from reportgen.app.archived import verify
        from reportgen.results.archive import verified

        done = verify(year.workspace)
        is_sound = not has_errors(done.problems)
        return Outcome(tuple(verified(done)), done.problems, is_done=is_sound)

    return do


ARCHIVE_ACTIONS: dict[str, Action] = {
    "restore": Action(
        N_("Restore and open"), N_("The version is being taken out of the archive"), _restore
    ),
    "compare": Action(
        N_("Open the comparison in Word"), N_("The versions are being compared"), _compare
    ),
    "journal": Action(
        N_("Write the list and open it"), N_("The list of documents is being written"), _journal
    ),
    "verify": Action(N_("Look at every file"), N_("The archive is being looked through"), _verify),
}
"""What the page can ask for."""
