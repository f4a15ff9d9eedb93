"""The desk's application: its pages, the language they speak, the one boundary for errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, jsonify, render_template, request
from jinja2 import StrictUndefined
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.http import parse_accept_header

from reportgen import __version__
from reportgen.desk.desk import Desk, this_desk
from reportgen.desk.pages import NAVIGATION, PAGES
from reportgen.desk.pages.guide import ANCHORS as GUIDE_PARTS
from reportgen.desk.pages.shared import as_told
from reportgen.desk.ways import hint_pieces, message_pieces
from reportgen.language.translation import LANGUAGES, ntr, speaking, spoken, tr
from reportgen.language.words import message, place
from reportgen.problems import InputFaults, Problem, Refusal, limits
from reportgen.report.dates import danish_date
from reportgen.report.wording.characters import shown
from reportgen.workspace.fault_report import problems_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask.typing import ResponseReturnValue


_BY_THEMSELVES = frozenset({"life.sign", "life.work", "year.stand", "changes.state"})
"""What pages ask for without a person."""


def make_pages(desk: Desk) -> Flask:
    """The pages of a desk, without their door."""
    pages = Flask("reportgen.desk", static_folder="static", template_folder="templates")
    pages.extensions["desk"] = desk
    pages.config["MAX_CONTENT_LENGTH"] = limits.MOST_REQUEST_BYTES
    pages.config["MAX_FORM_PARTS"] = limits.MOST_FORM_FIELDS
    pages.jinja_env.undefined = StrictUndefined
    pages.jinja_env.finalize = _harmless
    pages.jinja_env.trim_blocks = pages.jinja_env.lstrip_blocks = True
    pages.jinja_env.globals.update(
        tr=tr,
        ntr=ntr,
        spoken=spoken,
        guide_parts=GUIDE_PARTS,
        navigation=NAVIGATION,
        place=place,
        message=message,
        message_pieces=message_pieces,
        hint_pieces=hint_pieces,
        danish_date=danish_date,
    )
    pages.context_processor(lambda: _on_every_page(desk))
    for page in PAGES:
        pages.register_blueprint(page)
    pages.before_request(lambda: _notice(desk))
    pages.after_request(lambda answer: _read_ahead(desk, answer))
    pages.register_error_handler(Exception, _told)
    return pages


def load_templates(pages: Flask) -> None:
    """Have the templates ready, which else the first page of each kind would wait for."""
    for name in pages.jinja_env.list_templates():
        pages.jinja_env.get_template(name)


class Speaking:
    """An application whose every answer is in the language of the desk or of the browser."""

    def __init__(self, inner: WSGIApplication, desk: Desk) -> None:
        self._inner, self._desk = inner, desk

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer in it."""
        wished = parse_accept_header(environ.get("HTTP_ACCEPT_LANGUAGE"), LanguageAccept)
        language = self._desk.language or wished.best_match(LANGUAGES, "da") or "da"
        with speaking(language):
            return self._inner(environ, start)


def _harmless(value: object) -> object:
    """What a template shows: text from others is text, and turns nothing round."""
    return shown(value) if type(value) is str else value


def _on_every_page(desk: Desk) -> dict[str, Any]:
    """What the frame of a page shows."""
    from reportgen.app.standing.choices import choices

    try:
        there = choices(desk.workspace)
    except Exception:
        if not g.get("has_failed"):
            raise
        there = ()  # what is wrong is told on this very page
    year = g.get("year")
    return {
        "running": desk.works.running(),
        "ended": desk.works.ended(year) if year else [],
        "choices": there,
        "shown": next((each for each in there if each.year == year), None),
        "folder": str(desk.workspace.root),
        "page_key": desk.key,
        "version": __version__,
        "most_sent": limits.MOST_FILE_BYTES,
    }


def _notice(desk: Desk) -> None:
    """Let the desk go on while somebody is there."""
    if request.endpoint not in _BY_THEMSELVES:
        desk.presence.acted()


def _read_ahead(desk: Desk, answer: Response) -> Response:
    """Let be read what the next page of the year will show."""
    if year := g.get("year"):
        desk.ahead.ask(year)
    return answer


def _told(error: Exception) -> ResponseReturnValue:
    """What went wrong in words: on a page, or as data to the page that sent something."""
    problems, code = told_problems(error)
    g.has_failed = True
    if request.method == "POST" or request.accept_mimetypes.best == "application/json":
        return jsonify(problems=[as_told(problem) for problem in problems]), code
    return render_template("problems.html", problems=problems), code


def told_problems(error: Exception) -> tuple[tuple[Problem, ...], int]:
    """What an error says, and the status it is answered with."""
    if isinstance(error, NotFound):
        return (Problem("desk-no-page"),), 404
    if isinstance(error, HTTPException):
        return (Problem("desk-not-understood", values={"code": error.code}),), error.code or 400
    status = 422 if isinstance(error, InputFaults) else 409 if isinstance(error, Refusal) else 500
    return problems_of(error, this_desk().workspace.root), status
