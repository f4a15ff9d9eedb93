"""A file of the year that a page has shown: opened in its program, a PDF shown in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import NotFound

from reportgen.app.documents import is_opened
from reportgen.desk.desk import this_desk
from reportgen.desk.opening import FileGone
from reportgen.problems import Location
from reportgen.workspace import files as disk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

files = Blueprint("files", __name__)


@files.post("/fil/<id_>")
def open_file(id_: str) -> ResponseReturnValue:
    """Open it in the program for its kind."""
    if not this_desk().files.open(id_):
        raise NotFound
    return jsonify({})


@files.get("/fil/<id_>/vis")
def show_pdf(id_: str) -> ResponseReturnValue:
    """Show a PDF that was made here; the browser's own viewer reads it."""
    document = this_desk().files.pdf(id_)
    if document is None:
        raise NotFound
    data = disk.read(document.path) if is_opened(document.path) else None
    if data is None:
        raise FileGone(Location(document.path.name))
    shown = Response(data, content_type="application/pdf")
    shown.headers.set("Content-Disposition", "inline", filename=document.path.name)
    return shown
