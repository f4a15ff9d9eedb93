"""The page in the browser: what it is asked for and sent, and what keeps it from being served."""

from __future__ import annotations

import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from unittest import mock
from urllib.parse import parse_qsl

import pytest
from filelock import FileLock

from reportgen.app.documents import Document, Origin, What
from reportgen.app.network import ChangedMeanwhile, Field, write_network
from reportgen.desk import application, instance, start
from reportgen.desk import desk as running
from reportgen.desk.work import Outcome
from reportgen.problems import Problem
from tests.problems.builders import builder
from tests.problems.running import Desk


def _own_state(desk: Desk) -> None:
    folder = desk.enter_context(TemporaryDirectory())
    desk.enter_context(mock.patch.object(instance, "user_folder", return_value=Path(folder)))


@builder
def port_taken(desk: Desk) -> None:
    """The page is asked for on a port that another program has."""
    _own_state(desk)
    with socket.create_server(("127.0.0.1", 0)) as other:
        desk.run(["desk", "--no-browser", "--port", str(other.getsockname()[1])])


@builder
def desk_starting(desk: Desk) -> None:
    """Another start of the page has not come to its end."""
    _own_state(desk)
    desk.enter_context(mock.patch.object(start, "_STARTING", 0))
    with FileLock(instance.state_file(desk.small.root).with_suffix(".lock")):
        desk.run(["desk", "--no-browser"])


@builder
def asked(desk: Desk, path: str) -> None:
    """A page is asked for."""
    _request(desk, "GET", path)


@builder
def sent(desk: Desk, path: str, form: str) -> None:
    """A page sends a form."""
    _request(desk, "POST", path, dict(parse_qsl(form, keep_blank_values=True)))


@builder
def network_typed(desk: Desk, key: str, shown: str, typed: str) -> None:
    """The form of the network is sent, which showed something under a key."""
    field = Field(key)
    with pytest.raises(ChangedMeanwhile) as refused:
        write_network(desk.small.year, {field: shown}, {field: typed})
    desk.problems += (refused.value.problem,)


@builder
def opened(desk: Desk, name: str, how: str) -> None:
    """A file that a page shows is opened: once it is deleted, or where nothing can open it."""
    path = desk.path(name)
    served = running.Desk(desk.small.year.workspace, "key")
    id_ = served.files.id_of(Document(path, What.VERSION, Origin.OURS))
    if how == "deleted":
        path.unlink()
    desk.enter_context(mock.patch("shutil.which", return_value=None))
    _request(desk, "POST", f"/fil/{id_}", served=served)


@builder
def pressed_while(desk: Desk, title: str) -> None:
    """The button of a step is pressed while other work runs."""
    served, go_on = running.Desk(desk.small.year.workspace, "key"), Event()
    desk.callback(go_on.set)

    def wait() -> Outcome:
        go_on.wait(60)
        return Outcome()

    served.works.start(desk.small.year, title, wait)
    _request(desk, "POST", "/aeldre-og-sundhed/2024/skridt/generate", served=served)


def _request(
    desk: Desk,
    method: str,
    path: str,
    form: dict[str, str] | None = None,
    served: running.Desk | None = None,
) -> None:
    told = application.told_problems

    def keep(error: Exception) -> tuple[tuple[Problem, ...], int]:
        problems, code = told(error)
        desk.problems += problems
        return problems, code

    with mock.patch.object(application, "told_problems", keep):
        pages = application.make_pages(served or running.Desk(desk.small.year.workspace, "key"))
        answer = pages.test_client().open(path, method=method, data=form)
    assert answer.status_code >= 400
