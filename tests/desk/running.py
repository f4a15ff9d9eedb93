"""The desk as it runs: the real program in a process of its own, and requests to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 30  # seconds for what takes one or two


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered with."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> dict[str, object]:
        said: dict[str, object] = json.loads(self.body)
        return said


@dataclass(slots=True)
class Running:
    """A desk that runs for a workspace."""

    process: subprocess.Popen[str]
    url: str
    cookie: str = ""
    path: str = ""
    entered: Answer | None = field(default=None)

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def request(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """A request with just these headers; one that is None is not sent."""
        sent = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            data = body.encode() if isinstance(body, str) else body
            if data is not None:
                connection.putheader("Content-Length", str(len(data)))
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(data)
            given = connection.getresponse()
            return Answer(given.status, dict(given.getheaders()), given.read())

    def enter(self) -> Running:
        """Show the token, and keep the cookie and the path as a browser does."""
        self.entered = self.request("GET", urlsplit(self.url).path)
        assert self.entered.status == 200
        self.cookie = self.entered.headers["Set-Cookie"].partition(";")[0]
        found = re.search(r'url=(/[^"]+/)"', self.entered.text)
        assert found
        self.path = found[1]
        return self

    def get(self, path: str = "", **headers: str) -> Answer:
        """A page, as its owner asks for it; redirects are followed."""
        answer = self.request("GET", self.path + path, headers=self.ours(**headers))
        if answer.status in (301, 302, 308):
            place = urlsplit(answer.headers["Location"]).path
            return self.get(place.removeprefix(self.path), **headers)
        return answer

    def post(
        self,
        path: str,
        form: Mapping[str, str] | Sequence[tuple[str, str]] | None = None,
        **headers: str,
    ) -> Answer:
        """A form, as its owner's page sends it."""
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        ours = self.ours(**kind, **headers)
        return self.request("POST", self.path + path, urlencode(form or {}), ours)

    def ours(self, **headers: str) -> dict[str, str | None]:
        """Headers of a request by the desk's owner."""
        return {
            "Cookie": self.cookie,
            "Sec-Fetch-Site": "same-origin",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }

    def end(self, how: int = signal.SIGINT) -> int:
        """End it; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE)


PROGRAM = ("-m", "reportgen")


def command(root: Path, *words: str, program: Sequence[str] = PROGRAM) -> list[str]:
    """The program with words."""
    return [sys.executable, *program, "-C", str(root), "--lang", "da", *words]


def surroundings(state: Path, **more: str) -> dict[str, str]:
    """What the program finds around it: a user's folder of the test's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(state), **more}


@contextlib.contextmanager
def desk(
    root: Path, state: Path, *words: str, program: Sequence[str] = PROGRAM, **more: str
) -> Iterator[Running]:
    """A desk for the workspace `root`, ended with the test."""
    process = subprocess.Popen(
        command(root, "--json", "desk", "--no-browser", *words, program=program),
        env=surroundings(state, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Running(process, _address(process))
    finally:
        process.kill()
        process.communicate()


def worked(running: Running, page: str) -> str:
    """A page once the work that was begun is done."""
    for _ in range(PATIENCE * 10):
        found = running.get(page).text
        if "data-work" not in found:
            return found
        time.sleep(0.1)
    raise AssertionError("the work does not end")


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        with contextlib.suppress(ValueError):
            return str(json.loads(said)["url"])
    assert process.stderr is not None
    raise AssertionError(process.stderr.read())
