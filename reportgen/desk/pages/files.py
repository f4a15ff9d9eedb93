"""Open a file of the year that a page has shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify
from werkzeug.exceptions import NotFound

from reportgen.desk.desk import this_desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

files = Blueprint("files", __name__)


@files.post("/fil/<id_>")
def open_file(id_: str) -> ResponseReturnValue:
    """Open it in the program for its kind."""
    if not this_desk().files.open(id_):
        raise NotFound
    return jsonify()
