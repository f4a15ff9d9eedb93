"""The report as it reads, section by section: its words are written here, and their source told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app, jsonify, render_template, request
from werkzeug.exceptions import BadRequest, NotFound

from reportgen.app.trace import trace_in
from reportgen.app.wording import HEADING, INPUT, REPORT, TEXT, Wordings
from reportgen.app.year import YearInputs
from reportgen.desk.desk import this_desk
from reportgen.desk.pages import report_words
from reportgen.desk.pages.hearing import changes_words
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.hearing.review.marked import MarkedLine, compared, plain_lines
from reportgen.layout.content import Block, Paragraph, Style
from reportgen.layout.sections import section_content
from reportgen.report.entries import Kind
from reportgen.report.ids import is_point_section
from reportgen.report.inputs import Status
from reportgen.report.journal import Folded, Place
from reportgen.report.model import Block as Standing
from reportgen.report.model import Pending
from reportgen.report.wording.text import Line, ListKind, Run, parse, plain, write
from reportgen.workspace.journal import Journal
from reportgen.workspace.lock import held

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

report = Blueprint("report", __name__)
WHOLE = "hele"
"""The page of what concerns the whole report, among the sections."""
_PAGE = f"{ON_YEAR}/rapport"
_TEXT_TAG = "tekst"
_LIKE = 0.6
"""Share of its words from which a text is easier to read as a change of the one before."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place to write in, as it is shown."""

    place: Place
    stands: str
    written: Folded
    is_remark: bool = False

    @property
    def name(self) -> str:
        """Its name among the fields of the page."""
        return "-".join(self.place).replace("/", "-").replace(".", "-").replace(" ", "-")

    @property
    def value(self) -> str:
        """What stands in it, as markup."""
        return self.written.contested[-1].said.value if self.is_contested else self.written.value

    @property
    def lines(self) -> tuple[Line, ...]:
        """The same as paragraphs."""
        return parse(self.value)

    @property
    def is_written(self) -> bool:
        """Whether something is written in it that is not put in."""
        return bool(self.written.taken or self.written.contested)

    @property
    def is_contested(self) -> bool:
        """Whether the report says something else by now than was shown."""
        return bool(self.written.contested)

    @property
    def own(self) -> tuple[MarkedLine, ...]:
        """What is written, against what stands."""
        return compared(self.stands, self.value) if self.is_written else ()


@dataclass(frozen=True, slots=True)
class Asked:
    """An input, and the box for its wording."""

    pending: Pending
    box: Box


@dataclass(frozen=True, slots=True)
class Point:
    """A point as it is shown."""

    block: Standing
    blocks: Sequence[Block]
    text: Box
    heading: Box
    asked: Sequence[Asked]

    @property
    def is_written(self) -> bool:
        """Whether something is written in it that is not put in."""
        return self.text.is_written or self.heading.is_written


@dataclass(frozen=True, slots=True)
class Part:
    """What stands at one tag of the template."""

    blocks: Sequence[Block] = ()
    prose: Box | None = None
    points: Sequence[Point] = ()


class View:
    """A section as the page shows it."""

    def __init__(self, inputs: YearInputs, section: str) -> None:
        self.inputs, self.section = inputs, section
        self.wordings = Wordings(inputs, Journal(inputs.year.journal))
        self.pending = inputs.folded.pending

    @property
    def title(self) -> str:
        """Its number and its title."""
        return f"{self.section} {self.inputs.outline.sections.get(self.section, '')}".strip()

    def parts(self) -> Iterator[Part]:
        """What stands at each of its tags."""
        tags = self.inputs.outline.tags.get(self.section, ())
        contents = section_content(self.inputs.material, self.section, tags)
        for tag, blocks in zip(tags, contents, strict=True):
            if tag == _TEXT_TAG:
                yield Part(blocks, prose=self.box((REPORT, self.section, TEXT)))
            elif is_point_section(self.section) and _is_of_points(blocks):
                yield Part(points=tuple(self._points(blocks)))
            else:
                yield Part(blocks)

    def _points(self, blocks: Sequence[Block]) -> Iterator[Point]:
        for block in self.inputs.folded.points(self.section):
            own = [each for each in blocks if _shows(each, block.id)]
            yield Point(
                block,
                own,
                self.box((REPORT, block.id, TEXT)),
                self.box((REPORT, block.id, HEADING)),
                tuple(self.asked(each for each in self.pending if each.block == block.id)),
            )

    def box(self, place: Place, *, is_remark: bool = False) -> Box:
        """The box at a place."""
        stands = self.wordings.stands(place) or ""
        return Box(place, stands, self.wordings.written(place), is_remark)

    def asked(self, pending: Iterator[Pending]) -> Iterator[Asked]:
        """Inputs with the box of each."""
        for each in pending:
            is_remark = each.kind is Kind.REMARK
            yield Asked(each, self.box((INPUT, each.id, TEXT), is_remark=is_remark))

    @property
    def loose(self) -> tuple[Asked, ...]:
        """Inputs of the section, or of the whole report, that are of none of its points."""
        blocks = {b.id for b in self.inputs.folded.points(self.section)}
        mine = (p for p in self.pending if self._is_mine(p) and p.block not in blocks)
        return tuple(self.asked(mine))

    def _is_mine(self, pending: Pending) -> bool:
        return (pending.section or WHOLE) == self.section

    @property
    def homeless(self) -> tuple[Box, ...]:
        """What was written where there is no place for it any more."""
        gone = (p for p in self.wordings.waiting if self.wordings.stands(p) is None)
        return tuple(self.box(place) for place in gone)

    @property
    def carried_over(self) -> bool:
        """Whether the section's prose is still marked as last year's."""
        told = (p for p in self.inputs.carried_over if p.code == "prose-from-last-year")
        return any(problem.values["section"] == self.section for problem in told)

    def counts(self) -> dict[str, int]:
        """How much is open in each section: inputs, and what is written and not put in."""
        counts: dict[str, int] = {}
        for each in self.pending:
            section = each.section or WHOLE
            counts[section] = counts.get(section, 0) + 1
        return counts


def _is_of_points(blocks: Sequence[Block]) -> bool:
    return any(isinstance(each, Paragraph) and each.style is Style.POINT for each in blocks)


def _shows(block: Block, id_: str) -> bool:
    return isinstance(block, Paragraph) and block.anchor.block == id_


@report.get(f"{_PAGE}/", defaults={"section": ""})
@report.get(f"{_PAGE}/<section>")
def show(network: str, number: int, section: str) -> ResponseReturnValue:
    """A section."""
    year = year_of(network, number)
    inputs = this_desk().readings.of(year)
    known = (*inputs.outline.sections, WHOLE)
    if section and section not in known:
        raise NotFound
    chosen = section or _first(inputs)
    view = View(inputs, chosen)
    errors = [problem for problem in inputs.problems if problem.severity.value == "error"]
    return render_template(
        "report.html",
        year=year,
        view=view,
        parts=list(view.parts()) if inputs.network and chosen != WHOLE else [],
        words=report_words,
        marks=changes_words,
        errors=errors,
        whole=WHOLE,
        kind_of=lambda block: type(block).__name__,
        styles=Style,
        compared=compared,
        plain=plain,
    )


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
