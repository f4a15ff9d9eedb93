"""The first page in a real browser: by keyboard alone, for everyone, and with the program gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.hearing.rounds import AABY, Hearing, hearing, reworded
from tests.desk.browsing import Browser
from tests.desk.running import Running, desk
from tests.workspaces import SmallYear

__all__ = ["hearing"]

YEAR = "aeldre-og-sundhed/2024/"
TAB, ENTER = "\ue004", "\ue007"


@pytest.fixture
def page(browser: Browser, small: SmallYear, tmp_path: Path) -> Iterator[Running]:
    """The first page of a year of the test's own."""
    with desk(small.root, tmp_path / "bruger") as found:
        browser.width(1280)
        browser.enter(found)
        browser.shows("Næste skridt")
        yield found
        browser.driver.get("about:blank")


def test_the_page_opens_from_a_file_as_a_double_click_opens_it(
    browser: Browser, small: SmallYear, tmp_path: Path
) -> None:
    with desk(small.root, tmp_path / "bruger") as found:
        file = tmp_path / "videre.html"
        file.write_text(f'<meta http-equiv="refresh" content="0; url={found.url}">')
        browser.driver.get(file.as_uri())
        assert browser.shows("Næste skridt")
        browser.driver.get("about:blank")


def test_the_keyboard_alone_does_the_next_step(browser: Browser, page: Running) -> None:
    browser.keys(TAB)
    assert browser.focused() == "Gå til indholdet"
    browser.keys(ENTER)
    assert browser.run("return document.activeElement.id") == "main"
    browser.keys(TAB)
    assert browser.focused() == "Dan den næste version"
    style = "return getComputedStyle(document.activeElement).outlineStyle"
    assert browser.run(style) == "solid"
    browser.keys(ENTER)
    assert browser.shows("v01 er dannet.")
    assert browser.focused().startswith("v01 er dannet.")
    assert browser.run("return document.getElementById('said').textContent") == "v01 er dannet."


def test_work_is_found_again_on_the_page_that_was_left(browser: Browser, page: Running) -> None:
    browser.press("Dan den næste version")
    browser.driver.get("about:blank")
    browser.driver.back()
    assert browser.shows("v01 er dannet.")
    browser.press("Luk beskeden")
    browser.until(lambda: "v01 er dannet." not in browser.text())


def test_what_is_changed_elsewhere_is_shown_without_being_asked_for(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    browser.run("document.querySelector('.open details').open = true")
    small.edit_meeting("Det gælder især om vinteren.", "Det gælder især om sommeren.")
    browser.run("document.dispatchEvent(new Event('visibilitychange'))")
    assert browser.shows("Det gælder især om sommeren.")


def test_nothing_is_kept_in_the_browsers_own_storage(browser: Browser, page: Running) -> None:
    assert browser.run("return localStorage.length + sessionStorage.length") == 0
    assert browser.run("return document.cookie") == ""
    stored = "indexedDB.databases().then(found => arguments[0](found.length))"
    assert browser.driver.execute_async_script(stored) == 0


def test_a_script_in_the_page_is_not_run(browser: Browser, page: Running) -> None:
    assert browser.told() == []
    ran = browser.run(
        "const script = document.createElement('script'); script.textContent = 'window.ran = 1';"
        "document.body.append(script); return window.ran"
    )
    assert ran is None
    assert any("Content Security Policy" in line for line in browser.told())


@pytest.mark.parametrize("pixels", [1280, 800, 640, 320])
def test_nothing_is_wider_than_the_window_at_any_zoom(
    browser: Browser, page: Running, pixels: int
) -> None:
    browser.width(pixels)
    assert browser.misfits(pixels) == []
    size = "return parseFloat(getComputedStyle(document.body).fontSize)"
    assert browser.run(size) >= 16


def test_everyone_can_use_the_page_in_all_its_states(
    browser: Browser, page: Running, small: SmallYear
) -> None:
    assert browser.barriers() == []
    browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
    assert browser.barriers() == []
    browser.press("Dan den næste version")
    browser.shows("v01 er dannet.")
    assert browser.barriers() == []
    small.edit_meeting("dato: 2024-03-01", "dato: 2024-33-01")
    browser.driver.refresh()
    browser.shows("1 fejl")
    assert browser.barriers() == []
    browser.driver.get(browser.driver.current_url.replace("2024", "1999"))
    browser.shows("Det kan ikke vises")
    assert browser.barriers() == []
    browser.press("In English")
    browser.shows("This cannot be shown")
    assert browser.barriers() == []


def test_everyone_can_use_the_page_while_a_round_is_open(
    browser: Browser, hearing: Hearing, tmp_path: Path
) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("svar.docx", b"ingen Word-fil")
    hearing.collect()
    with desk(hearing.small.root, tmp_path / "bruger") as found:
        browser.enter(found)
        browser.shows("2 ændringer er ikke afgjort")
        for pixels in (1280, 800, 320):
            browser.width(pixels)
            browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
            assert browser.misfits(pixels) == []
            assert browser.barriers() == []
        browser.width(1280)
        browser.driver.get("about:blank")


def test_a_page_keeps_what_was_typed_while_the_program_is_gone_and_goes_on_by_itself(
    browser: Browser, page: Running, small: SmallYear, tmp_path: Path
) -> None:
    browser.run(
        "const field = document.createElement('textarea'); field.id = 'typed';"
        "field.setAttribute('aria-label', 'x'); document.querySelector('.next form').append(field)"
    )
    browser.run("document.getElementById('typed').focus()")
    browser.keys("Kære læser")
    page.end()
    browser.press("Dan den næste version")
    assert browser.shows("Siden har mistet forbindelsen til programmet.")
    assert f"Dobbeltklik på Årsrapport i mappen {small.root}" in browser.text()
    assert browser.barriers() == []
    typed = "return document.getElementById('typed').value"
    assert browser.run(typed) == "Kære læser"
    with desk(small.root, tmp_path / "bruger") as again:
        assert again.port == page.port
        assert browser.shows("v01 er dannet.")
        browser.driver.get("about:blank")
    assert len(list(small.year.outputs.glob("*_v01_udkast.docx"))) == 1


def test_a_page_gives_a_stranger_on_the_port_nothing(browser: Browser, page: Running) -> None:
    import http.server
    import threading

    sent: list[str] = []

    class Stranger(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent.append(f"{self.command} {self.path}\n{self.headers}")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"proof": "0", "nonce": "n"}')

        do_POST = do_GET  # noqa: N815 - the name that the library calls

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    secret = browser.run("return document.body.dataset.key")
    page.end()
    browser.run("document.dispatchEvent(new Event('visibilitychange'))")
    browser.shows("Siden har mistet forbindelsen til programmet.")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", page.port), Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        browser.until(lambda: len(sent) >= 2)
        assert "mistet forbindelsen" in browser.text()
    finally:
        browser.driver.get("about:blank")
        server.shutdown()
        server.server_close()
    assert all(each.startswith("GET /instance?nonce=") for each in sent)
    assert not any("Cookie" in each or secret in each for each in sent)
