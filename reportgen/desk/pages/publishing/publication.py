"""The page for publishing: what it waits for, what was found, what was published."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template, request
from werkzeug.exceptions import BadRequest

from reportgen.desk.desk import this_desk
from reportgen.desk.pages import year_words
from reportgen.desk.pages.publishing import publication_words
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.workspace.lock import held

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

publication = Blueprint("publication", __name__)

_PAGE = f"{ON_YEAR}/udgivelse"
_REASON = "reason:"
"""Opens the name of the field that says why a finding may be public; its id follows."""


@publication.get(_PAGE)
def show(network: str, number: int) -> ResponseReturnValue:
    """Show how far it is to publishing, or what was published."""
    from reportgen.app.documents import What, documents
    from reportgen.report.inputs import ECONOMY
    from reportgen.report.stage import Stage

    chosen = year_of(network, number)
    stamped, now = this_desk().readings.publication(chosen, dt.date.today())
    is_published = now.latest is not None and now.latest.stage == Stage.PUBLISHED
    versions = [now.latest] if now.latest is not None and is_published else []
    files = documents(chosen, versions, ())
    tells_costs = this_desk().readings.of(chosen).workbook.fact(ECONOMY)
    return render_template(
        "publication.html",
        year=chosen,
        stamp=stamped,
        now=now,
        is_published=is_published,
        files=year_words.published_files(files),
        cases=[file for file in files if file.what is What.SUBMISSION],
        workbook=[] if tells_costs else [file for file in files if file.what is What.WORKBOOK],
        groups=publication_words.groups(now.findings),
        words=publication_words,
        file_words=year_words,
        id_of=this_desk().files.id_of,
    )


@publication.post(f"{_PAGE}/undtagelser")
def allow(network: str, number: int) -> ResponseReturnValue:
    """Write down why something that was found may be public."""
    from reportgen.app.publication import Allowed, allow_findings

    chosen = year_of(network, number)
    allowed = [
        Allowed(name.removeprefix(_REASON), reason.strip())
        for name, reason in request.form.items()
        if name.startswith(_REASON) and reason.strip()
    ]
    if not allowed:
        raise BadRequest
    with held(chosen.workspace.root):
        allow_findings(chosen, allowed, dt.date.today())
    return jsonify(anew=True)


@publication.post(f"{_PAGE}/undtagelser/tilbage")
def withdraw(network: str, number: int) -> ResponseReturnValue:
    """Take an exception back."""
    from reportgen.app.publication import withdraw_exemption

    chosen = year_of(network, number)
    with held(chosen.workspace.root):
        withdraw_exemption(chosen, request.form.get("finding", ""))
    return jsonify(anew=True)
