"""A section of the report as a whole: sent out, with everyone's changes, as it is decided."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from reportgen.app.hearing.reviewing import Review
from reportgen.desk.desk import this_desk
from reportgen.desk.pages.hearing import changes_words as words
from reportgen.desk.pages.shared import ON_YEAR, year_of
from reportgen.hearing.review.items import State
from reportgen.hearing.review.marked import MarkedLine
from reportgen.hearing.review.views import View
from reportgen.language.translation import N_, tr

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

sections = Blueprint("sections", __name__)

_TITLES = {
    View.SENT: N_("As it was sent out"),
    View.EVERYONE: N_("Everyone's changes"),
    View.DECISIONS: N_("What the decisions change"),
    View.SO_FAR: N_("As decided so far"),
}
_FINAL = N_("As it is decided")


@sections.get(f"{ON_YEAR}/hoering/afsnit/", defaults={"section": ""})
@sections.get(f"{ON_YEAR}/hoering/afsnit/<section>")
def show(network: str, number: int, section: str) -> ResponseReturnValue:
    """A section in one of its views."""
    year = year_of(network, number)
    with this_desk().reviews.of(year) as opened:
        review = opened.review
        known = review.result.prepared.sections
        chosen = section if section in known else known[0] if not section else ""
        if not chosen:
            raise NotFound
        asked = request.args.get("visning", "")
        view = View(asked) if asked in set(View) else View.SO_FAR
        left = [
            item
            for item in review.items.all
            if item.section == chosen and review.overview.state(item) is not State.DECIDED
        ]
        return render_template(
            "section.html",
            year=year,
            words=words,
            review=review,
            section=chosen,
            view=view,
            views=[(each, title(each, is_final=not left)) for each in View],
            blocks=list(_blocks(review, chosen, view)),
            open_=left,
        )


def title(view: View, *, is_final: bool) -> str:
    """What a view is called; once nothing is open, what is decided is what there will be."""
    return tr(_FINAL) if view is View.SO_FAR and is_final else tr(_TITLES[view])


def _is_title(line: MarkedLine, title: str) -> bool:
    """Whether a line only says what the page is called already."""
    return line.is_heading and not line.is_changed and line.text.strip() == title


def _blocks(review: Review, section: str, view: View) -> Any:
    """The paragraphs of each block, and what is open in it."""
    title = review.items.titles.get(section, "")
    lines = [each for each in review.view(section, view) if not _is_title(each.line, title)]
    for block, group in groupby(lines, lambda line: line.block):
        left = [
            item
            for item in review.items.all
            if block and item.block == block and review.overview.state(item) is not State.DECIDED
        ]
        yield {"lines": [each.line for each in group], "open": left}
