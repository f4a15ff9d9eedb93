"""Begin a network with its first year, where there is none yet or for one more."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from reportgen.desk.desk import this_desk
from reportgen.problems import limits
from reportgen.workspace.lock import held
from reportgen.workspace.names import plain
from reportgen.workspace.places import Year

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

beginning = Blueprint("beginning", __name__)


@beginning.get("/begynd")
def show() -> ResponseReturnValue:
    """What has to be known of a network."""
    return render_template("beginning.html", this_year=dt.date.today().year)


@beginning.post("/begynd")
def begin() -> ResponseReturnValue:
    """Lay out the network and its year, and go there."""
    from reportgen.app.new import new_year, refuse_slip, start_network, start_workspace

    workspace = this_desk().workspace
    name = " ".join(request.form.get("name", "").split())
    said = request.form.get("year", "")
    if not plain(name) or len(name) > limits.LONGEST_NAME or not re.fullmatch("[12][0-9]{3}", said):
        raise BadRequest
    organisations = re.split(r"[\r\n;]+", request.form.get("organisations", ""))
    start_workspace(workspace.root)
    if "is_new" not in request.form:
        refuse_slip(workspace, name)
    with held(workspace.root):
        network, _files = start_network(workspace, name, organisations)
        new_year(Year(workspace, network, int(said)), request.form.get("case", "").strip())
    there = url_for("year.show", network=network, number=int(said))
    return jsonify(go=there[len(request.script_root) + 1 :])
