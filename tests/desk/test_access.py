"""Only its owner gets in, by real requests to a desk that runs."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reportgen import __version__
from tests.desk.running import Answer, Running, desk
from tests.workspaces import SmallYear, small_year

YEAR = "aeldre-og-sundhed/2024/"


def is_refused(answer: Answer) -> bool:
    return answer.status == 403 and answer.body == b""


def test_it_listens_on_this_machine_alone(running: Running) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in others - {"127.0.0.1"}:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((str(address), running.port), timeout=5)


def test_a_token_works_once(served: SmallYear, state: Path) -> None:
    with desk(served.root, state / "andet") as new:
        assert new.enter().get(YEAR).status == 200
        assert is_refused(new.request("GET", urlsplit(new.url).path))
        assert is_refused(new.request("GET", "/ind/"))
        assert is_refused(new.request("GET", "/ind/g%C3%A6t"))


def test_looking_at_a_token_without_going_in_does_not_use_it_up(
    served: SmallYear, state: Path
) -> None:
    with desk(served.root, state / "tredje") as new:
        path = urlsplit(new.url).path
        assert is_refused(new.request("HEAD", path))
        ahead = {"Sec-Purpose": "prefetch;prerender"}
        assert is_refused(new.request("GET", path, headers=ahead))
        assert new.enter().get(YEAR).status == 200


def test_the_answer_to_a_token_is_a_page_that_goes_on_by_itself(running: Running) -> None:
    assert running.entered is not None
    assert running.entered.status == 200
    assert f'http-equiv="refresh" content="0; url={running.path}"' in running.entered.text


def test_the_cookie_is_for_the_server_the_site_and_the_path_alone(running: Running) -> None:
    assert running.entered is not None
    pair, *rules = running.entered.headers["Set-Cookie"].split("; ")
    assert set(rules) == {"HttpOnly", "SameSite=Strict", f"Path={running.path}"}
    assert len(pair.partition("=")[2]) >= 40
    assert len(running.path) >= 20


def test_every_page_lies_under_the_path(running: Running) -> None:
    for path in ("/", f"/{YEAR}", "/static/desk.css", "/lever", "/favicon.ico", "/instance/"):
        assert is_refused(running.request("GET", path, headers=running.ours()))
    assert running.get("static/desk.css").status == 200


@pytest.mark.parametrize(
    "cookie", [None, "", "reportgen=", "reportgen=gæt", "andet={}", "reportgen={}x"]
)
def test_nobody_gets_in_without_the_cookie(running: Running, cookie: str | None) -> None:
    value = running.cookie.partition("=")[2]
    sent = cookie.replace("{}", value).encode().decode("latin-1") if cookie else cookie
    for path in ("", YEAR, "static/desk.js"):
        assert is_refused(
            running.request("GET", running.path + path, headers={**running.ours(), "Cookie": sent})
        )


def test_another_cookie_beside_it_does_no_harm(running: Running) -> None:
    both = f"a=b; reportgen=forkert; {running.cookie}; c"
    assert running.get(YEAR, Cookie=both).status == 200


def test_another_desks_cookie_opens_nothing(running: Running, tmp_path: Path) -> None:
    other = small_year(tmp_path / "mappe")
    with desk(other.root, tmp_path / "bruger") as second:
        second.enter()
        assert second.path != running.path
        assert is_refused(running.get(YEAR, Cookie=second.cookie))
        assert is_refused(running.request("GET", second.path, headers=second.ours()))


@pytest.mark.parametrize(
    "host",
    [
        *(None, "", "127.0.0.1", "localhost:{port}", "example.dk", "example.dk:{port}"),
        *("127.0.0.1:1", "127.0.0.1:{port}.example.dk", "[::1]:{port}", "127.0.0.1:{port} "),
    ],
)
def test_the_host_is_checked_with_its_port_on_every_request(
    running: Running, host: str | None
) -> None:
    sent = host.format(port=running.port) if host else host
    if sent == f"127.0.0.1:{running.port} ":
        sent = f"127.0.0.1:{running.port}, example.dk"
    for path in ("/health", "/instance?nonce=1", running.path + YEAR, urlsplit(running.url).path):
        answer = running.request("GET", path, headers={**running.ours(), "Host": sent})
        assert is_refused(answer), path


@pytest.mark.parametrize(
    "origin",
    [
        *(
            None,
            "",
            "null",
            "http://127.0.0.1",
            "http://localhost:{port}",
            "https://127.0.0.1:{port}",
        ),
        *("http://127.0.0.1:{port}.example.dk", "http://127.0.0.1:{port}/", "http://example.dk"),
    ],
)
def test_what_is_sent_must_come_from_the_desks_own_origin(
    running: Running, origin: str | None
) -> None:
    sent = origin.format(port=running.port) if origin else origin
    headers = {**running.ours(), "Origin": sent}
    assert is_refused(running.request("POST", running.path + "lever", b"", headers))
    assert is_refused(running.request("POST", "/instance", b"{}", {"Origin": sent}))


def test_what_the_desks_own_page_sends_is_taken(running: Running) -> None:
    assert running.post("lever").status == 204


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "andet"])
def test_no_other_sites_page_gets_an_answer(running: Running, site: str) -> None:
    for path in ("/health", "/instance?nonce=1", running.path + YEAR):
        answer = running.request("GET", path, headers=running.ours(Sec_Fetch_Site=site))
        assert is_refused(answer), path
    assert is_refused(running.post("lever", Sec_Fetch_Site=site))


def test_a_token_may_be_shown_from_a_file(served: SmallYear, state: Path) -> None:
    with desk(served.root, state / "fjerde") as new:
        path = urlsplit(new.url).path
        answer = new.request("GET", path, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status == 200


@pytest.mark.parametrize("site", [None, "none", "same-origin"])
def test_a_page_may_be_asked_for_by_its_owner(running: Running, site: str | None) -> None:
    headers = {"Cookie": running.cookie, "Sec-Fetch-Site": site}
    assert running.request("GET", running.path + YEAR, headers=headers).status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"])
def test_nothing_but_get_and_post_is_answered(running: Running, method: str) -> None:
    headers = running.ours(Origin=running.origin)
    assert is_refused(running.request(method, running.path + YEAR, headers=headers))


def test_health_says_the_version_and_nothing_more(running: Running) -> None:
    assert running.request("GET", "/health").json() == {"reportgen": __version__}
    assert is_refused(running.request("POST", "/health", b"", {"Origin": running.origin}))


def test_every_answer_keeps_what_it_says_to_itself(running: Running) -> None:
    answers = [
        running.entered,
        running.get(YEAR),
        running.get("static/desk.css"),
        running.get("nix/2024/"),
        running.post("lever"),
        running.request("GET", "/health"),
        running.request("GET", "/nix"),
    ]
    for answer in answers:
        assert answer is not None
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "Server" not in answer.headers


def test_a_page_holds_no_script_or_style_of_its_own(running: Running) -> None:
    page = running.get(YEAR).text
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


def test_a_network_from_an_address_is_never_a_path(running: Running) -> None:
    for path in ("../../2024/", "%2e%2e/2024/", "..%2f..%2fetc/2024/", "aeldre-og-sundhed/1999/"):
        assert running.request("GET", running.path + path, headers=running.ours()).status == 404


def raw(running: Running, request: str) -> bytes:
    """What a request is answered with, sent byte for byte."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        answer = b""
        with contextlib.suppress(ConnectionError):  # it may hang up on what is far too long
            connection.sendall(request.replace("\n", "\r\n").encode("latin-1"))
            with contextlib.suppress(OSError):  # "not connected" is no ConnectionError
                connection.shutdown(socket.SHUT_WR)
            while data := connection.recv(65536):
                answer += data
    return answer


RAW = (
    "GET {path} HTTP/1.0\nCookie: {cookie}\n\n",
    "GET {path} HTTP/1.1\nHost: {host}\nHost: example.dk\nCookie: {cookie}\n\n",
    "GET {path} HTTP/1.1\nHost: example.dk\nHost: {host}\nCookie: {cookie}\n\n",
    "GET {path} HTTP/1.1\nHost : {host}\nCookie: {cookie}\n\n",
    "GET {path} HTTP/1.1\nHost: {host}\nSec-Fetch-Site: none\nSec-Fetch-Site: cross-site\n"
    "Cookie: {cookie}\n\n",
    "GET {path}\n\n",
    "GET {path} HTTP/9.9\nHost: {host}\n\n",
    "get {path} HTTP/1.1\nHost: {host}\nCookie: {cookie}\n\n",
    "GET /./{path} HTTP/1.1\nHost: {host}\nCookie: {cookie}\n\n",
    "GET /nix/..{path} HTTP/1.1\nHost: {host}\nCookie: {cookie}\n\n",
    "GET \\{path} HTTP/1.1\nHost: {host}\nCookie: {cookie}\n\n",
    "POST {path} HTTP/1.1\nHost: {host}\nOrigin: {origin}\nOrigin: http://example.dk\n"
    "Cookie: {cookie}\nContent-Length: 0\n\n",
    "POST {path} HTTP/1.1\nHost: {host}\nOrigin: http://example.dk, {origin}\n"
    "Cookie: {cookie}\nContent-Length: 0\n\n",
    "GET {path} HTTP/1.1\nHost: {host}\nX: " + "x" * 300_000 + "\nCookie: {cookie}\n\n",
    "GET /" + "x" * 300_000 + " HTTP/1.1\nHost: {host}\n\n",
    "POST /instance HTTP/1.1\nHost: {host}\nOrigin: {origin}\nContent-Length: 999999999999\n\n{{}}",
    "\x00\x01\x02\n\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n\n",
)


@pytest.mark.parametrize("request_", RAW)
def test_an_odd_request_gets_nothing(running: Running, request_: str) -> None:
    filled = request_.format(
        path=running.path + YEAR,
        cookie=running.cookie,
        host=f"127.0.0.1:{running.port}",
        origin=running.origin,
    )
    answer = raw(running, filled)
    assert b" 200 " not in answer.partition(b"\r\n")[0]
    for secret in (b"Set-Cookie", b"Traceback", running.path.encode(), "Børn".encode()):
        assert secret not in answer
    assert running.get(YEAR).status == 200
