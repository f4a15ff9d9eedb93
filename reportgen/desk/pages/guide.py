"""The guide, as it stands in ``docs/``, where a page is explained."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from markdown_it.token import Token

guide = Blueprint("guide", __name__)

_TEXTS = ("vejledning", "problemer", "skabelon", "formater", "kommandoer")
ANCHORS: Mapping[str, str] = MappingProxyType(
    {
        "year": "siderne",
        "beginning": "kom-i-gang",
        "foundations": "1-netværket-og-arbejdsbogen",
        "meetings": "2-møderne",
        "report": "3-rapporten",
        "round": "5-høringen",
        "changes": "5-høringen",
        "sections": "5-høringen",
        "publication": "6-offentliggørelsen",
        "archive": "7-det-næste-år",
    }
)
"""The part of the guide that explains each page, by the name of its module."""


@guide.get("/vejledning/", defaults={"name": "vejledning"})
@guide.get("/vejledning/<name>")
def show(name: str) -> ResponseReturnValue:
    """A text."""
    if name not in _TEXTS:
        raise NotFound
    title, written = _rendered((_folder() / f"{name}.md").read_text(encoding="utf-8"))
    return render_template("guide.html", title=title, written=Markup(written))


@guide.get("/vejledning/billeder/<name>")
def picture(name: str) -> ResponseReturnValue:
    """A picture in it."""
    file = _folder() / "billeder" / name
    if not re.fullmatch(r"[a-z-]+\.png", name) or not file.is_file():
        raise NotFound
    return Response(file.read_bytes(), mimetype="image/png")


def _folder() -> Traversable:
    """Where the texts lie: in the package or, of an editable installation, where they are made."""
    packaged = resources.files("reportgen") / "docs"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "docs"


def _rendered(text: str) -> tuple[str, str]:
    """The title of a text, and all of it as HTML with its links inside the desk."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    titles: list[str] = []
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            titles.append(following.content)
            token.attrSet("id", anchor(following.content))
        for each in token.children or ():
            _lead(each)
    return titles[0], str(parser.renderer.render(tokens, parser.options, {}))


def _lead(token: Token) -> None:
    """Let a link or a picture lead to where the desk has it."""
    if token.type == "image":
        name = Path(str(token.attrGet("src"))).name
        token.attrSet("src", url_for("guide.picture", name=name))
    elif token.type == "link_open":
        file, _, part = str(token.attrGet("href")).partition("#")
        if file.removesuffix(".md") in _TEXTS:
            to = url_for("guide.show", name=file.removesuffix(".md"), _anchor=part or None)
            token.attrSet("href", to)
        elif file:  # what only lies with the program's source
            token.type, token.tag = "link_gone", "span"
            token.attrs = {}


@cache
def anchor(heading: str) -> str:
    """The name a heading is linked by, as in the texts themselves.

    >>> anchor("6. Den endelige udgave")
    '6-den-endelige-udgave'
    """
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")
