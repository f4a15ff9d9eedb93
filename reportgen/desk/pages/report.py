"""The report as it reads, section by section: its words are written here, and their source told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app, jsonify, render_template, request, url_for
from werkzeug.exceptions import BadRequest, NotFound

from reportgen.app.trace import trace_in
from reportgen.app.wording import HEADING, INPUT, REPORT, TEXT, Wordings
from reportgen.app.year import YearInputs
from reportgen.desk.desk import this_desk
from reportgen.desk.pages import report_words
from reportgen.desk.pages.hearing import changes_words
from reportgen.desk.pages.report_view import FRONT, WHOLE, Part, View, linked
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.hearing.review.marked import MarkedLine, compared, plain_lines
from reportgen.layout.content import Style
from reportgen.report.inputs import Status
from reportgen.report.journal import Place
from reportgen.report.wording.text import Line, ListKind, Run, parse, write
from reportgen.workspace.journal import Journal
from reportgen.workspace.lock import held
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

report = Blueprint("report", __name__)
_PAGE = f"{ON_YEAR}/rapport"
_LIKE = 0.6
"""Share of its words from which a text is easier to read as a change of the one before."""


@report.get(f"{_PAGE}/", defaults={"section": ""})
@report.get(f"{_PAGE}/<section>")
def show(network: str, number: int, section: str) -> ResponseReturnValue:
    """A section."""
    year = year_of(network, number)
    inputs = this_desk().readings.of(year)
    view = View(inputs, section or _first(inputs))
    if view.section not in {*inputs.outline.sections, WHOLE, *([FRONT] if view.has_front else [])}:
        raise NotFound
    errors = [problem for problem in inputs.problems if problem.severity.value == "error"]
    return render_template(
        "report.html",
        year=year,
        view=view,
        parts=_parts(view, is_sound=not errors),
        words=report_words,
        marks=changes_words,
        errors=errors,
        front=FRONT,
        whole=WHOLE,
        kind_of=lambda block: type(block).__name__,
        styles=Style,
        compared=compared,
        parse=parse,
    )


def _parts(view: View, *, is_sound: bool) -> list[Part]:
    """What a section has; the page in front has something once the inputs are without errors."""
    if view.section == FRONT:
        if not is_sound:
            return []
        year = view.inputs.year
        front = this_desk().readings.front(year, dt.date.today())
        return [Part(tuple(linked(front, lambda *place: _address(year, *place))))]
    return list(view.parts()) if view.inputs.network and view.section != WHOLE else []


def _address(year: Year, section: str, point: str) -> str:
    """Where a section is shown, and a point in it, empty for none."""
    shown = url_for("report.show", network=year.network, number=year.year, section=section)
    return f"{shown}#p-{point}" if point else shown


def _first(inputs: YearInputs) -> str:
    """The first section with something open, else the first with anything in it."""
    sections = list(inputs.outline.sections)
    asked = {each.section for each in inputs.folded.pending}
    tagged = [section for section in sections if inputs.outline.tags.get(section)]
    return next((s for s in sections if s in asked), (tagged or sections or [WHOLE])[0])


@report.get(f"{_PAGE}/kilde")
def story(network: str, number: int) -> ResponseReturnValue:
    """Where something in the report comes from."""
    inputs = this_desk().readings.of(year_of(network, number))
    steps = trace_in(inputs, request.args.get("navn", ""))
    told: list[dict[str, Any]] = []
    before = ""
    for step in steps:
        text = str(step.get("tekst") or "")
        told.append({"step": step, "lines": _of_step(before, text)})
        before = text or before
    shown = {"told": told, "words": report_words, "marks": changes_words}
    return jsonify(story=current_app.jinja_env.get_template("report_story.html").render(shown))


def _of_step(before: str, text: str) -> tuple[MarkedLine, ...]:
    """What a step made of a text: marked in the one before, unless most of it is new."""
    if not text:
        return ()
    is_like = SequenceMatcher(None, before.split(), text.split(), autojunk=False).ratio() > _LIKE
    return compared(before, text) if is_like else plain_lines(text)


@report.post(f"{_PAGE}/skriv")
def keep(network: str, number: int) -> ResponseReturnValue:
    """Keep what is being written, while it is written."""
    year = year_of(network, number)
    said = request.get_json()
    place = _place(said)
    value = write(_lines(said["lines"])) if "lines" in said else _word(said, "value")
    view = View(this_desk().readings.of(year), "")
    view.wordings.keep(place, _word(said, "shown"), value, _word(said, "batch"))
    shown = {"lines": view.box(place).own, "words": changes_words}
    own = current_app.jinja_env.get_template("change_own.html").render(shown)
    return jsonify(value=value, own=own)


@report.post(f"{_PAGE}/saet-ind")
def put_in(network: str, number: int) -> ResponseReturnValue:
    """Put what is written into the report."""
    return _done(network, number, lambda w: w.put_in(*_target(), _now()))


@report.post(f"{_PAGE}/slip")
def let_go(network: str, number: int) -> ResponseReturnValue:
    """Let go of what is written."""
    return _done(network, number, lambda w: w.let_go(*_target()))


@report.post(f"{_PAGE}/vaelg")
def choose(network: str, number: int) -> ResponseReturnValue:
    """Choose between what the report says by now and what is written."""
    kind, name = _target()
    place = (kind, name, request.form.get("part", ""))
    return _done(network, number, lambda w: w.choose(place, request.form.get("value", "")))


@report.post(f"{_PAGE}/passer")
def confirm(network: str, number: int) -> ResponseReturnValue:
    """Say that last year's text is right this year too."""
    return _done(network, number, lambda w: w.confirm_prose(_target()[1], _now()))


@report.post(f"{_PAGE}/status")
def status(network: str, number: int) -> ResponseReturnValue:
    """Set the status of a point."""
    try:
        wanted = Status(request.form.get("status", ""))
    except ValueError:
        raise BadRequest from None
    return _done(network, number, lambda w: w.set_status(_target()[1], wanted, _now()))


@report.post(f"{_PAGE}/flyt")
def move(network: str, number: int) -> ResponseReturnValue:
    """Move a point one place up or down."""
    by = -1 if request.form.get("hen") == "op" else 1
    return _done(network, number, lambda w: w.move(_target()[1], by, _now()))


def _done(network: str, number: int, do: Callable[[Wordings], object]) -> ResponseReturnValue:
    """Do something to the year, and show the page again."""
    from reportgen.app.generate import read_sound

    year = year_of(network, number)
    with held(year.workspace.root):
        do(Wordings(read_sound(year)[0], Journal(year.journal)))
    return jsonify(again=True)


def _target() -> tuple[str, str]:
    kind, name = request.form.get("kind", REPORT), request.form.get("name", "")
    if kind not in {REPORT, INPUT} or not name:
        raise BadRequest
    return kind, name


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _place(said: Any) -> Place:
    if not isinstance(said, dict) or said.get("kind") not in {REPORT, INPUT}:
        raise BadRequest
    if said.get("part") not in {TEXT, HEADING}:
        raise BadRequest
    return (said["kind"], _word(said, "name"), said["part"])


def _word(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise BadRequest
    return value


def _lines(said: Any) -> Iterator[Line]:
    """Paragraphs as the page's script reads them: kind of list, and runs of text in one form."""
    try:
        for kind, runs in said:
            made = tuple(
                Run(str(text), bool(bold), bool(italic), str(href))
                for text, bold, italic, href in runs
            )
            yield Line(made, ListKind(kind))
    except (TypeError, ValueError):
        raise BadRequest from None
