"""Starting a desk, finding the one that runs, and its end."""

from __future__ import annotations

import http.server
import json
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reportgen.desk.instance import Instance, read_state, state_file, write_state
from reportgen.desk.presence import AFTER_CLOSING, AFTER_NOTHING, Presence
from tests.desk.running import PATIENCE, ROOT, Running, command, desk, surroundings
from tests.workspaces import SmallYear

YEAR = "aeldre-og-sundhed/2024/"


def said(root: Path, state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The program run to its end."""
    return subprocess.run(
        command(root, *words),
        env=surroundings(state),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_a_second_start_finds_the_first(running: Running, served: SmallYear, state: Path) -> None:
    second = said(served.root, state, "--json", "desk", "--no-browser")
    assert second.returncode == 0
    url = json.loads(second.stdout)["url"]
    assert urlsplit(url).port == running.port
    assert url != running.url
    assert running.request("GET", urlsplit(url).path).status == 200
    assert running.get(YEAR).status == 200


def test_the_address_is_printed_for_a_person_too(
    running: Running, served: SmallYear, state: Path
) -> None:
    second = said(served.root, state, "desk", "--no-browser")
    assert second.stdout.startswith(f"{running.origin}/ind/")
    assert "Åbn denne adresse" in second.stderr


def test_what_a_desk_keeps_is_readable_by_its_owner_alone(running: Running, state: Path) -> None:
    folder = state / "reportgen"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (kept,) = folder.glob("*.json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert urlsplit(running.url).path.removeprefix("/ind/") not in kept.read_text()
    assert running.cookie.partition("=")[2] not in kept.read_text()


def test_nothing_of_a_desk_lies_in_the_folder_that_others_share(
    running: Running, served: SmallYear
) -> None:
    names = {path.name for path in served.root.rglob("*")}
    assert not {name for name in names if name.endswith((".json", ".html", ".holder"))}


def test_no_other_command_loads_anything_of_the_desk(small: SmallYear, tmp_path: Path) -> None:
    look = (
        "import sys; from reportgen.cli.main import program\n"
        "try: program()\n"
        "finally: print([n for n in sys.modules if n in ('flask', 'waitress', 'werkzeug')"
        " or n.startswith('reportgen.desk')], file=sys.stderr)"
    )
    for words in (["status"], ["check"], ["generate"], ["--help"]):
        done = subprocess.run(
            [sys.executable, "-c", look, "-C", str(small.root), *words],
            env=surroundings(tmp_path),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        assert done.stderr.splitlines()[-1] == "[]"


class Stranger(http.server.BaseHTTPRequestHandler):
    """Another program on the port; it keeps what it is sent."""

    sent: list[str] = []

    def do_GET(self) -> None:
        self.sent.append(f"{self.command} {self.path} {self.headers}")
        data = json.dumps({"proof": "0" * 64, "nonce": "n", "reportgen": "0.1.0"}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_GET  # noqa: N815 - the name that the library calls

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_stranger_on_the_port_gets_nothing(
    small: SmallYear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    Stranger.sent = []
    server = http.server.HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known = Instance(server.server_port, "k" * 64)
    write_state(state_file(small.root), known)
    try:
        with desk(small.root, tmp_path) as other:
            assert other.port != known.port
            assert other.enter().get(YEAR).status == 200
            now = read_state(state_file(small.root))
            assert now is not None
            assert (now.port, now.key != known.key) == (other.port, True)
    finally:
        server.shutdown()
        server.server_close()
    (only,) = Stranger.sent
    assert only.startswith("GET /instance?nonce=")
    assert known.key not in only
    assert "Cookie" not in only


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b'{"port": "x"}', b"[" * 5000, b"\xff"])
def test_a_damaged_state_is_replaced(
    small: SmallYear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bytes
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = state_file(small.root)
    path.write_bytes(kept)
    path.chmod(0o600)
    assert read_state(path) is None
    write_state(path, Instance(4711, "k" * 64))
    assert read_state(path) == Instance(4711, "k" * 64)


def test_a_state_that_others_could_have_written_is_not_believed(
    small: SmallYear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = state_file(small.root)
    write_state(path, Instance(4711, "k" * 64))
    path.chmod(0o644)
    assert read_state(path) is None


def test_a_proof_holds_for_one_port_one_purpose_and_one_question() -> None:
    one = Instance(4711, "k" * 64)
    proof = one.proof("serves", "nonce")
    assert one.is_proof(proof, "serves", "nonce")
    assert not one.is_proof(proof, "asks", "nonce")
    assert not one.is_proof(proof, "serves", "other")
    assert not Instance(4712, "k" * 64).is_proof(proof, "serves", "nonce")
    assert not Instance(4711, "j" * 64).is_proof(proof, "serves", "nonce")


def test_a_question_can_be_answered_once(running: Running) -> None:
    first = running.request("GET", "/instance?nonce=1").json()
    wrong = json.dumps({"nonce": first["nonce"], "proof": "0" * 64})
    origin = {"Origin": running.origin}
    assert running.request("POST", "/instance", wrong, origin).status == 403
    assert running.request("POST", "/instance", "[]", origin).status == 403
    assert running.request("POST", "/instance", "[" * 3000, origin).status == 403


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_cleanly_when_it_is_told_to(
    small: SmallYear, tmp_path: Path, how: signal.Signals
) -> None:
    with desk(small.root, tmp_path) as found:
        found.enter().get(YEAR)
        assert found.end(how) == 0
        out, err = found.process.communicate()
    assert (out.strip(), err) == ("", "")


def test_it_ends_only_when_work_is_done(small: SmallYear, tmp_path: Path) -> None:
    with desk(small.root, tmp_path) as found:
        found.enter().post(YEAR + "skridt/generate")
        assert found.end() == 0
        _, err = found.process.communicate()
    assert "Traceback" not in err
    assert len(list(small.year.outputs.glob("*_v01_udkast.docx"))) == 1


def test_the_next_desk_listens_where_pages_of_the_last_one_look_for_it(
    small: SmallYear, tmp_path: Path
) -> None:
    with desk(small.root, tmp_path) as first:
        first.enter().end()
        with desk(small.root, tmp_path) as second:
            second.enter()
            assert second.port == first.port
            assert second.path != first.path
            assert second.cookie != first.cookie
            assert second.request("GET", first.path, headers=first.ours()).status == 403


def test_it_ends_by_itself_once_its_pages_are_closed(small: SmallYear, tmp_path: Path) -> None:
    run = (
        "from reportgen.desk import presence; presence.AFTER_CLOSING = 1;"
        "from reportgen.cli import main; main()"
    )
    with desk(small.root, tmp_path, program=("-c", run)) as found:
        found.enter().get(YEAR)
        assert found.process.wait(PATIENCE) == 0


def test_a_port_may_be_asked_for(small: SmallYear, tmp_path: Path) -> None:
    assert said(small.root, tmp_path, "desk", "--port", "80").returncode == 2
    wrong = said(small.root, tmp_path, "desk", "--port", "nix")
    assert "“nix” er ikke en port. Skriv et tal fra 1024 til 65535" in wrong.stderr


def test_the_browser_is_opened_by_a_file_that_its_owner_alone_can_read(
    running: Running, served: SmallYear, state: Path, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{tmp_path / "set"}"\n')
    browser.chmod(0o755)
    done = subprocess.run(
        command(served.root, "desk"),
        env=surroundings(state, BROWSER=f"{browser} %s"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    for _ in range(100):
        if (tmp_path / "set").exists() and (shown := (tmp_path / "set").read_text()):
            break
        time.sleep(0.05)
    assert shown.startswith("file://")
    assert "/ind/" not in shown
    file = Path(urlsplit(shown).path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    onward = file.read_text().partition("url=")[2].partition('"')[0]
    assert onward != done.stdout.strip()
    for address in (onward, done.stdout.strip()):
        assert running.request("GET", urlsplit(address).path).status == 200


def test_without_a_console_what_went_wrong_is_shown_in_the_browser(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{tmp_path / "set"}"\n')
    browser.chmod(0o755)
    (tmp_path / "andet").mkdir()
    (tmp_path / "andet" / "brev.txt").write_text("")
    run = "from reportgen.cli import main_without_console as m; m()"
    done = subprocess.run(
        [sys.executable, "-c", run, "-C", str(tmp_path / "andet"), "--lang", "da", "desk"],
        env=surroundings(tmp_path / "bruger", BROWSER=f"{browser} %s"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")
    for _ in range(100):
        if (tmp_path / "set").exists() and (shown := (tmp_path / "set").read_text()):
            break
        time.sleep(0.05)
    assert "reportgen new ÅR --network NAVN" in Path(urlsplit(shown).path).read_text("utf-8")


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now

    def passes(self, presence: Presence, seconds: float) -> bool:
        """Whether the desk is over after so long, looked at once in a while as it is."""
        until = self.now + seconds
        while self.now < until:
            self.now = min(self.now + 30, until)
            if presence.is_over():
                return True
        return False


def test_a_desk_ends_ten_minutes_after_its_last_page_was_closed() -> None:
    clock = Clock()
    presence = Presence(clock)
    presence.acted()
    for _ in range(40):
        assert not clock.passes(presence, 60)
        presence.sign()
    assert not clock.passes(presence, AFTER_CLOSING)
    assert clock.passes(presence, 1)


def test_a_desk_with_pages_left_open_ends_after_twelve_hours() -> None:
    clock = Clock()
    presence = Presence(clock)
    for _ in range(int(AFTER_NOTHING // 60)):
        assert not clock.passes(presence, 60)
        presence.sign()
    assert clock.passes(presence, 60)


def test_a_desk_that_was_never_opened_waits_for_whoever_has_the_address() -> None:
    clock = Clock()
    presence = Presence(clock)
    assert not clock.passes(presence, AFTER_NOTHING)
    assert clock.passes(presence, 1)


def test_a_machine_that_slept_gives_its_pages_time_to_wake() -> None:
    clock = Clock()
    presence = Presence(clock)
    presence.acted()
    assert not clock.passes(presence, 60)
    clock.now += 3600
    assert not presence.is_over()
    assert not clock.passes(presence, AFTER_CLOSING)
    assert clock.passes(presence, 1)
