"""The hearing's changes: one at a time beside what was sent out, decided with a key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app, g, jsonify, render_template, request
from werkzeug.exceptions import BadRequest, NotFound

from reportgen.app.hearing.applying import NothingCollected
from reportgen.app.hearing.gathering import NoRoundOpen
from reportgen.app.hearing.reviewing import Review
from reportgen.app.hearing.waiting import Cell
from reportgen.app.undoing import decided_last
from reportgen.app.undoing import undo as undo_in_report
from reportgen.desk.desk import this_desk
from reportgen.desk.pages.hearing import changes_words as words
from reportgen.desk.pages.hearing.round_words import day
from reportgen.desk.pages.shared import ON_YEAR, is_whole, year_of
from reportgen.desk.reviews import OpenReview
from reportgen.desk.ways import pieces
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.hearing.review.items import Choice, Item, Show
from reportgen.hearing.review.marked import compared
from reportgen.sources.decision_sheet import ASSESSMENT, MET, REASON, TO_TYPE, WORDING
from reportgen.workspace.answer_sets import unanswered
from reportgen.workspace.lock import held
from reportgen.workspace.rounds import open_round, read_rounds

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

changes = Blueprint("changes", __name__)

_PAGE = f"{ON_YEAR}/hoering"
_SHOWN, _TYPED = "vist", "skrevet"
"""What a form calls what it showed of a cell, and what was typed there."""


@changes.get(_PAGE)
def show(network: str, number: int) -> ResponseReturnValue:
    """The changes of a choice, one of them in full."""
    year = year_of(network, number)
    reviews, found = this_desk().reviews, open_round(read_rounds(year)[0])
    if found is not None and not is_whole() and not reviews.is_ready(year, found):
        return render_template("changes_later.html", year=year, round=found)
    try:
        with reviews.of(year) as opened:
            choice = _choice(request.args)
            item = _item(opened.review, request.args.get("nr", ""), choice)
            return render_template("changes.html", **_shown(opened, item, choice))
    except NothingCollected as refusal:
        shown = {"problems": (refusal.problem,), "last": 0, "made": ()}
    except NoRoundOpen as refusal:
        last, made = decided_last(year)
        shown = {"problems": () if last else (refusal.problem,), "last": last, "made": made}
    is_late = found is not None and found.deadline < dt.date.today()
    return render_template("changes_none.html", year=year, words=words, can_close=is_late, **shown)


@changes.post(f"{_PAGE}/tilbage")
def undo_decided(network: str, number: int) -> ResponseReturnValue:
    """Undo what is decided and in the report already, by a record of its own."""
    year = year_of(network, number)
    with held(year.workspace.root):
        undo_in_report(year, request.form.get("ref", ""), dt.datetime.now().astimezone())
    return jsonify(again=True)


@changes.get(f"{_PAGE}/aendring")
def change(network: str, number: int) -> ResponseReturnValue:
    """One change, for a page that is open already."""
    year = year_of(network, number)
    with this_desk().reviews.of(year) as opened:
        choice = _choice(request.args)
        return _told(opened, _item(opened.review, request.args.get("nr", ""), choice), choice)


@changes.get(f"{_PAGE}/tilstand")
def state(network: str, number: int) -> ResponseReturnValue:
    """Whether something changed on the disk since a page was shown."""
    year = year_of(network, number)
    with this_desk().reviews.of(year) as opened:
        return jsonify(version=_version(opened))


@changes.post(f"{_PAGE}/afgoer")
def decide(network: str, number: int) -> ResponseReturnValue:
    """Decide a change, with all that was typed beside it."""
    year = year_of(network, number)
    with this_desk().reviews.of(year) as opened:
        review, choice = opened.review, _choice(request.form)
        item = _known(review, request.form.get("nr", ""))
        said, _, side = request.form.get("afgoer", "").partition(":")
        shown, texts = _of_form(request.form)
        if said == "gem":
            review.keep({cell: (shown.get(cell, ""), text) for cell, text in texts.items()})
        else:
            outcome = words.outcome_of(said)
            if outcome is Outcome.PARTLY:
                texts = _with_wording(review, item, side, texts)
            review.decide(item, outcome, side, shown=shown, texts=texts)
        opened.ask()
        stays = said in {"gem", "aaben", Outcome.PARTLY.value}
        following = item if stays else _following(review, item, choice) or item
        return _told(opened, following, choice)


@changes.post(f"{_PAGE}/skriv")
def write(network: str, number: int) -> ResponseReturnValue:
    """Keep what is being typed in one field, while it is typed."""
    year = year_of(network, number)
    said = _json()
    cell = (said["row"], said["column"])
    with this_desk().reviews.of(year) as opened:
        opened.review.keep({cell: (said["shown"], said["value"])}, batch=said["batch"])
        opened.ask()
        item = _of_row(opened.review, cell[0])
        answer = _sums(opened, _of_all(opened, _choice(said)))
        if cell[1] == WORDING and item is not None:
            lines = _own_lines(opened.review, item, cell[0])
            answer["own"] = _fragment("change_own.html", {"words": words, "lines": lines})
        return jsonify(**answer)


@changes.post(f"{_PAGE}/redaktionelle")
def accept_editorial(network: str, number: int) -> ResponseReturnValue:
    """Meet all that touches signs alone."""
    return _done(network, number, Review.accept_editorial)


@changes.post(f"{_PAGE}/fortryd")
def undo(network: str, number: int) -> ResponseReturnValue:
    """Undo the last thing done, or do it again."""
    again = request.form.get("igen") == "ja"
    return _done(network, number, lambda review: review.undo(again=again))


@changes.post(f"{_PAGE}/vaelg")
def choose(network: str, number: int) -> ResponseReturnValue:
    """Choose between what the workbook says and what the page was told."""
    cell = (request.form.get("row", ""), request.form.get("column", ""))
    value = request.form.get("value", "")

    def chosen(review: Review) -> object:
        if cell not in review.waiting.contested:
            return ()  # another page was quicker, and its answer is shown
        return review.choose(cell, value)

    return _done(network, number, chosen)


@changes.post(f"{_PAGE}/laeg-til-side")
def put_aside(network: str, number: int) -> ResponseReturnValue:
    """Let go of what was typed in rows that are no longer there."""
    return _done(network, number, Review.put_aside)


@changes.post(f"{_PAGE}/genveje")
def keys(network: str, number: int) -> ResponseReturnValue:
    """Switch on or off that single keys decide."""
    year_of(network, number)
    this_desk().reviews.single_keys = request.form.get("til") == "ja"
    return jsonify(keys=this_desk().reviews.single_keys)


# What is asked for


def _choice(asked: Mapping[str, str]) -> Choice:
    said = asked.get("vis", "")
    show = Show(said) if said in set(Show) else Show.ALL
    return Choice(show, asked.get("part", ""), asked.get("afsnit", ""))


def _item(review: Review, id_: str, choice: Choice) -> Item | None:
    """The change that is asked for, else the first open one of the choice."""
    if id_:
        return _of_row(review, id_) or _known(review, id_)
    shown = review.overview.shown(choice)
    first = next((i for i in shown if review.overview.state(i).value != "decided"), None)
    return first or next(iter(shown), None)


def _known(review: Review, id_: str) -> Item:
    if id_ not in review.items.by_id:
        raise NotFound
    return review.items.by_id[id_]


def _of_row(review: Review, row: str) -> Item | None:
    return review.items.by_id.get(row) or review.items.by_id.get(row.partition("/")[0])


def _following(review: Review, item: Item, choice: Choice, *, back: bool = False) -> Item | None:
    """The next change of the choice after one that may no longer be in it."""
    order = review.items.order
    shown = review.overview.shown(choice)
    here = order[item.id]
    if back:
        return next((i for i in reversed(shown) if order[i.id] < here), None)
    return next((i for i in shown if order[i.id] > here), None)


def _of_form(form: Mapping[str, str]) -> tuple[dict[Cell, str], dict[Cell, str]]:
    """What a form showed of each cell, and what was typed in those that differ."""
    shown: dict[Cell, str] = {}
    typed: dict[Cell, str] = {}
    for name, value in form.items():
        kind, _, rest = name.partition(":")
        row, _, column = rest.rpartition(":")
        if kind in {_SHOWN, _TYPED} and column in TO_TYPE:
            (shown if kind == _SHOWN else typed)[row, column] = value.replace("\r\n", "\n")
    return shown, {cell: text for cell, text in typed.items() if text != shown.get(cell, "")}


def _with_wording(
    review: Review, item: Item, side: str, texts: Mapping[Cell, str]
) -> dict[Cell, str]:
    """An own wording begins as what was asked for, where none was typed yet."""
    row = next((row for row in item.rows if row.id == side), item.rows[0])
    cell = (row.id, WORDING)
    if texts.get(cell, "").strip() or review.said(cell).strip():
        return dict(texts)
    return {**texts, cell: review.items.wording(item, row)}


def _json() -> dict[str, str]:
    said = request.get_json()
    names = ("row", "column", "shown", "value", "batch")
    if not isinstance(said, dict) or not all(isinstance(said.get(n), str) for n in names):
        raise BadRequest
    return {name: value for name, value in said.items() if isinstance(value, str)}


# What is shown


def _done(network: str, number: int, do: Any) -> ResponseReturnValue:
    """Do something to the round, and show the same change as before."""
    year = year_of(network, number)
    with this_desk().reviews.of(year) as opened:
        choice = _choice(request.form)
        do(opened.review)
        opened.ask()
        return _told(opened, _item(opened.review, request.form.get("nr", ""), choice), choice)


def _told(opened: OpenReview, item: Item | None, choice: Choice) -> ResponseReturnValue:
    """A change and the sums, as data to a page that is open already."""
    shown = _shown(opened, item, choice)
    panel = _fragment("change.html", shown)
    return jsonify(nr=item.id if item else "", panel=panel, **_sums(opened, shown))


def _sums(opened: OpenReview, shown: dict[str, Any]) -> dict[str, Any]:
    overview = opened.review.overview
    return {
        "version": _version(opened),
        "sums": _fragment("changes_sums.html", shown),
        "states": {item.id: overview.state(item).value for item in opened.review.items.all},
    }


def _fragment(name: str, shown: Mapping[str, Any]) -> str:
    """A part of the page, without its frame and what that shows."""
    return current_app.jinja_env.get_template(name).render(shown)


def _version(opened: OpenReview) -> str:
    told = opened.problem.code if opened.problem else ""
    return f"{opened.review.version}.{told}"


def _of_all(opened: OpenReview, choice: Choice) -> dict[str, Any]:
    """What the head of the page shows."""
    review = opened.review
    overview = review.overview
    undone, again = review.to_undo
    can_answer = dt.date.today() <= review.round.deadline
    return {
        "year": g.year,
        "words": words,
        "round": review.round,
        "awaited": unanswered(review.round) if can_answer else (),
        "until": day(review.round.deadline),
        "sum": overview.sum(),
        "counts": {show: overview.sum(replace(choice, show=show)) for show in Show},
        "choice": choice,
        "editorial": len(list(overview.editorial_left())),
        "to_undo": undone,
        "to_redo": again,
        "waiting": review.waiting,
        "problem": opened.problem or review.missing,
        "told": review.told,
        "single_keys": this_desk().reviews.single_keys,
    }


def _shown(opened: OpenReview, item: Item | None, choice: Choice) -> dict[str, Any]:
    """All that the page shows."""
    review = opened.review
    items = review.overview.shown(choice)
    at = next((n for n, each in enumerate(items, 1) if item and each.id == item.id), 0)
    return {
        **_of_all(opened, choice),
        "review": review,
        "items": items,
        "version_now": _version(opened),
        "item": item,
        "at": at,
        "before": _following(review, item, choice, back=True) if item else None,
        "after": _following(review, item, choice) if item else None,
        "sides": tuple(_sides(review, item)) if item else (),
        "all_refused": item is not None and _is_refused(review, item),
        "columns": {"met": MET, "wording": WORDING, "assessment": ASSESSMENT, "reason": REASON},
    }


def _is_refused(review: Review, item: Item) -> bool:
    return all(review.said((row.id, MET)) == Outcome.NO.value for row in item.rows)


def _sides(review: Review, item: Item) -> Iterator[dict[str, Any]]:
    """Each side of a change, with what is typed in its row."""
    for row in item.rows:
        said = {column: review.said((row.id, column)) for column in TO_TYPE}
        yield {
            "row": row,
            "aside": () if row.about else tuple(pieces(row.after, g.year)),
            "lines": review.items.lines(item, row),
            "in_words": review.items.in_words(row),
            "said": said,
            "in_word": review.in_word.get(row.id),
            "own": _own_lines(review, item, row.id) if said[WORDING] else (),
            "contested": {
                column: folded
                for (id_, column), folded in review.waiting.contested.items()
                if id_ == row.id
            },
        }


def _own_lines(review: Review, item: Item, row: str) -> Any:
    base = review.items.base_markup(item)
    return compared(base, review.said((row, WORDING)))
