"""Who may in: the one way to the pages, through which every request goes.

Whoever has no business here is told nothing but 403. Not even where the pages lie is known to
others: they lie under a path of their own, since cookies do not know ports and another program
on this machine must not be sent ours.
"""

from __future__ import annotations

import hmac
import html
import json
import secrets
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from reportgen import __version__
from reportgen.desk.instance import (
    ADDRESS,
    ASKS,
    ENTRY,
    EXCHANGE,
    SERVES,
    Instance,
    entry_address,
)
from reportgen.language.translation import spoken, tr
from reportgen.problems import limits

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

COOKIE = "reportgen"
_POLICY = "Content-Security-Policy"
HEADERS = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    (
        _POLICY,
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'",
    ),
)
"""On everything that is answered."""
_OF_PDF = (
    _POLICY,
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
)
"""The policy of a PDF: nothing but what a browser shows it with, which are a plug-in of its own
and a style in the page that the browser makes round it."""
_MOST_KEPT = 50  # tokens and nonces handed out and not used yet; the oldest gives way
_JSON, _HTML = "application/json", "text/html; charset=utf-8"


class _Once:
    """Secrets that work once each."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._lock = Lock()

    def hand_out(self) -> str:
        """A new one."""
        new = secrets.token_urlsafe(32)
        with self._lock:
            self._open = [*self._open[1 - _MOST_KEPT :], new]
        return new

    def take(self, given: str) -> bool:
        """Whether it was handed out and not taken before."""
        with self._lock:
            same = [each for each in self._open if _equal(each, given)]
            self._open = [each for each in self._open if each not in same]
        return bool(same)


class Gate:
    """The desk's application with its door before it."""

    def __init__(self, pages: WSGIApplication, instance: Instance) -> None:
        self._pages = pages
        self._instance = instance
        self._tokens, self._nonces = _Once(), _Once()
        self._cookie = secrets.token_urlsafe(32)
        self.path = f"/{secrets.token_urlsafe(16)}/"
        """Where the pages lie; the cookie is for this path alone."""

    def address(self) -> str:
        """An address that lets its owner in, once."""
        return entry_address(self._instance, self._tokens.hand_out())

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request, or refuse it."""
        method, path = str(environ["REQUEST_METHOD"]), str(environ.get("PATH_INFO", ""))
        if environ.get("HTTP_HOST") != f"{ADDRESS}:{self._instance.port}":
            return _refused(start)
        if _is_guess(environ):
            return _refused(start)
        if method == "GET" and path.startswith(ENTRY):
            return self._enter(path.removeprefix(ENTRY), start)
        if not self._is_from_here(environ, method):
            return _refused(start)
        if method == "GET" and path == "/health":
            return _answered(start, _JSON, json.dumps({"reportgen": __version__}))
        if path == EXCHANGE:
            return self._prove(environ, method, start)
        if path.startswith(self.path) and self._has_cookie(environ):
            below = {"SCRIPT_NAME": self.path[:-1], "PATH_INFO": path[len(self.path) - 1 :]}
            return self._pages({**environ, **below}, _guarding(start))
        return _refused(start)

    def _is_from_here(self, environ: WSGIEnvironment, method: str) -> bool:
        """Whether no other site's page is behind it."""
        if environ.get("HTTP_SEC_FETCH_SITE", "none") not in ("same-origin", "none"):
            return False
        if method == "POST":
            return bool(environ.get("HTTP_ORIGIN") == self._instance.origin)
        return method in ("GET", "HEAD")

    def _has_cookie(self, environ: WSGIEnvironment) -> bool:
        pairs = (each.strip() for each in str(environ.get("HTTP_COOKIE", "")).split(";"))
        ours = [
            value for name, _, value in (pair.partition("=") for pair in pairs) if name == COOKIE
        ]
        return any(_equal(value, self._cookie) for value in ours)

    def _enter(self, token: str, start: StartResponse) -> Iterable[bytes]:
        """Give the cookie for a token, on a page that goes on by itself.

        A redirect would not do: a cookie with SameSite=Strict is not sent along on one that
        began in a file.
        """
        if not self._tokens.take(token):
            return _refused(start)
        cookie = f"{COOKIE}={self._cookie}; HttpOnly; SameSite=Strict; Path={self.path}"
        title, onward = html.escape(tr("The yearly report")), html.escape(tr("Go on"))
        page = (
            f'<!doctype html><html lang="{spoken()}"><meta charset="utf-8"><title>{title}</title>'
            f'<meta http-equiv="refresh" content="0; url={self.path}">'
            f'<p><a href="{self.path}">{onward}</a></p></html>'
        )
        return _answered(start, _HTML, page, [("Set-Cookie", cookie)])

    def _prove(
        self, environ: WSGIEnvironment, method: str, start: StartResponse
    ) -> Iterable[bytes]:
        """Prove that this desk is its owner's; give a token to who proves the same.

        So a second start, and a page that was left open when an earlier desk ended, get in.
        """
        if method == "GET":
            asked = parse_qs(str(environ.get("QUERY_STRING", ""))).get("nonce", [""])[0]
            proof = self._instance.proof(SERVES, asked)
            said = {"proof": proof, "nonce": self._nonces.hand_out()}
            return _answered(start, _JSON, json.dumps(said))
        given = _json_of(environ)
        nonce = str(given.get("nonce", ""))
        if self._nonces.take(nonce) and self._instance.is_proof(given.get("proof"), ASKS, nonce):
            said = {"token": self._tokens.hand_out(), "path": self.path}
            return _answered(start, _JSON, json.dumps(said))
        return _refused(start)


def _is_guess(environ: WSGIEnvironment) -> bool:
    """Whether a browser asks ahead of the person, which would use up a token."""
    return "HTTP_SEC_PURPOSE" in environ or "HTTP_PURPOSE" in environ


def _json_of(environ: WSGIEnvironment) -> dict[str, object]:
    try:
        said = json.loads(environ["wsgi.input"].read(limits.MOST_EXCHANGE_BYTES))
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _answered(
    start: StartResponse, kind: str, text: str, more: Iterable[tuple[str, str]] = ()
) -> list[bytes]:
    data = text.encode()
    start(
        "200 OK",
        [("Content-Type", kind), ("Content-Length", str(len(data))), *HEADERS, *more],
    )
    return [data]


def _guarding(start: StartResponse) -> StartResponse:
    """`start` with `HEADERS` on whatever is answered."""
    ours = {name for name, _ in HEADERS}

    def guarded(status, headers, exc_info=None, /):  # type: ignore[no-untyped-def]
        is_pdf = ("Content-Type", "application/pdf") in headers
        kept = [(name, value) for name, value in headers if name not in ours]
        rules = [_OF_PDF if is_pdf and each[0] == _POLICY else each for each in HEADERS]
        return start(status, [*kept, *rules], exc_info)

    return guarded


def _refused(start: StartResponse) -> list[bytes]:
    start("403 Forbidden", [("Content-Length", "0"), *HEADERS])
    return []
