"""Open the desk of a workspace: find the one that runs, or serve until nobody is there."""

from __future__ import annotations

import contextlib
import html
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import TYPE_CHECKING

from reportgen.desk import instance
from reportgen.desk.instance import ADDRESS, Instance
from reportgen.problems import Location, Refusal, limits
from reportgen.workspace.lock import SignedLock
from reportgen.workspace.places import Workspace

if TYPE_CHECKING:
    from reportgen.desk.desk import Desk

_THREADS = 8
"""Requests at a time: pages that ask how far work has come must not keep others waiting."""
_STARTING = 15.0
"""Seconds to wait for another start of the same desk, which takes one or two."""
_CLOSING = 5.0
"""Seconds for answers that are under way when the desk ends."""
_PAUSE = 0.2
"""Seconds between two looks at work that is still to end."""


class PortTaken(Refusal, code="desk-port-taken"):
    """Another program listens on the port that was asked for."""


class StillStarting(Refusal, code="desk-starting"):
    """Another start of the same desk takes too long."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk that can be opened in the browser."""

    address: str
    """Lets its owner in, once; to be printed."""
    for_browser: str
    """The same, for the browser that is opened."""
    serve: Callable[[Callable[[], None]], None] | None
    """Serves until nobody is there; calls what it is given when it is told to end and has to
    wait for work. None where the desk ran already."""


def open_desk(workspace: Workspace, port: int | None) -> Opened:
    """Find the desk that runs for `workspace`, or begin one, on `port` or any that is free.

    Raises `PortTaken` and `StillStarting`.
    """
    state = instance.state_file(workspace.root)
    with _starting(state):
        known = instance.read_state(state)
        running = _running(known) if known else None
        return running or _begin(workspace, state, known, port)


def show(root: Path, address: str) -> bool:
    """Open the browser at `address`; tells whether there is one.

    By a file that only its owner can read: what a command line says, everybody can see.
    """
    onward = html.escape(address)
    page = (
        '<!doctype html><html lang="da"><meta charset="utf-8"><title>reportgen</title>'
        f'<meta http-equiv="refresh" content="0; url={onward}"><p><a href="{onward}">{onward}</a>'
    )
    return _in_browser(instance.state_file(root).with_suffix(".html"), page)


def show_words(text: str) -> bool:
    """Show in the browser why there is no desk, to somebody who has no console."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    page = f'<!doctype html><html lang="da"><meta charset="utf-8"><title>reportgen</title>{lines}'
    return _in_browser(instance.user_folder() / "besked.html", page)


def _in_browser(file: Path, page: str) -> bool:
    instance.write_private(file, page.encode())
    try:
        return webbrowser.open(file.as_uri())
    except webbrowser.Error:
        return False


@contextlib.contextmanager
def _starting(state: Path) -> Iterator[None]:
    """Let one start of a desk wait for another."""
    lock = SignedLock(state.with_suffix(".lock"), state.with_suffix(".holder"))
    if not lock.acquire({}, wait=_STARTING):
        raise StillStarting
    try:
        yield
    finally:
        lock.release()


def _running(known: Instance) -> Opened | None:
    """The desk that was kept, if it runs."""
    if (token := instance.token_of_running(known)) is None:
        return None
    another = instance.token_of_running(known) or token
    address = instance.entry_address
    return Opened(address(known, token), address(known, another), None)


def _begin(workspace: Workspace, state: Path, known: Instance | None, port: int | None) -> Opened:
    """Listen, where the desk before did if that is free: its pages may still be open."""
    listening = _listen(port, known.port if known else 0)
    bound = listening.getsockname()[1]
    ours = known if known and known.port == bound else instance.new_instance(bound)

    import logging

    from waitress.server import create_server

    from reportgen.desk.access import Gate
    from reportgen.desk.application import Speaking, load_templates, make_pages
    from reportgen.desk.desk import Desk

    logging.getLogger("waitress").addHandler(logging.NullHandler())  # it would tell the console
    desk = Desk(workspace, ours.key)
    pages = make_pages(desk)
    gate = Gate(pages, ours)
    server = create_server(
        Speaking(gate, desk),
        sockets=[listening],
        threads=_THREADS,
        ident=None,
        max_request_body_size=2 * limits.MOST_REQUEST_BYTES,  # what the pages refuse, they tell
        clear_untrusted_proxy_headers=True,
    )
    ending = _Ending()
    instance.write_state(state, ours)
    Thread(target=server.run, daemon=True).start()
    desk.ahead.begin(workspace, lambda: load_templates(pages))

    def serve(waits: Callable[[], None]) -> None:
        try:
            _until_over(desk, ending.told, waits)
        finally:
            server.task_dispatcher.shutdown(timeout=_CLOSING)
            server.close()
            desk.files.remove_copies()
            state.with_suffix(".html").unlink(missing_ok=True)
            ending.restore()

    return Opened(gate.address(), gate.address(), serve)


def _listen(asked: int | None, before: int) -> socket.socket:
    for port in (asked,) if asked else (before, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform == "win32":  # there, what others call reuse lets anyone in beside us
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((ADDRESS, port))
            listening.listen()
        except OSError:
            listening.close()
        else:
            return listening
    raise PortTaken(Location(), port=asked)


class _Ending:
    """Hears from its making on that the program is to end; told twice, it ends at once.

    It is made before the desk listens: from then on a decision can be made, which is to be
    written however early the end comes.
    """

    def __init__(self) -> None:
        self.told = Event()
        names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # the last two: a console is closed
        known = [getattr(signal, name) for name in names if hasattr(signal, name)]
        self._before = {number: signal.signal(number, self._hear) for number in known}

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self.told.is_set():
            raise KeyboardInterrupt
        self.told.set()

    def restore(self) -> None:
        """Let others hear it, as before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)


def _until_over(desk: Desk, told: Event, waits: Callable[[], None]) -> None:
    """Wait until nobody is there or the program is told to end, and nothing is left to write.

    `waits` is called when the end has to wait.
    """
    try:
        while not told.wait(1):
            if desk.presence.is_over() and desk.is_settled():
                return
        if not desk.is_settled():
            waits()
        while not desk.is_settled():
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        return
