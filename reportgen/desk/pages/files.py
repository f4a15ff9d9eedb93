"""Files of the year, opened in the program for their kind."""

from __future__ import annotations

from flask import Blueprint

files = Blueprint("files", __name__)
