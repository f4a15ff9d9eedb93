"""What takes a while to read comes after the rest of its page, or was read ahead."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from reportgen.app.hearing.reviewing import Review
from reportgen.desk import reviews
from reportgen.desk.application import load_templates, make_pages
from reportgen.desk.desk import Desk
from reportgen.desk.work import Outcome
from reportgen.language.translation import speak
from tests.app.hearing.rounds import AABY, OEST, Hearing, hearing, reworded
from tests.app.hearing.test_carried import write
from tests.app.hearing.test_desk_decisions import sheet
from tests.desk.browsing import Browser
from tests.desk.running import Running, desk
from tests.desk.test_round_in_browser import everyone_can_use_it

__all__ = ["hearing"]

YEAR = "/aeldre-og-sundhed/2024/"
ROUND, CHANGES = f"{YEAR}runde", f"{YEAR}hoering"
WAITS = "data-later"
SLOW = (
    "import runpy; from reportgen.desk.reviews import Reviews; "
    "Reviews.is_ready = lambda *_: False; runpy.run_module('reportgen', run_name='__main__')"
)
"""The program, to which every round is one that takes a while."""


@pytest.fixture(autouse=True)
def english() -> None:
    """Whatever language the tests before spoke."""
    speak("en")


@pytest.fixture
def round_(hearing: Hearing) -> Hearing:
    """Two edits of one point, which cannot both be made, and one of another."""
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("b.docx", reworded(hearing.copies[OEST], "Fælles indkøb", "Fælles drift"))
    hearing.collect()
    return hearing


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every round is a large one, and nothing but its pages reads it meanwhile."""
    monkeypatch.setattr(reviews, "MANY", 0)
    monkeypatch.setattr(reviews, "_QUIET", 600)


@pytest.fixture
def served(round_: Hearing) -> Desk:
    return Desk(round_.small.year.workspace, "key")


@pytest.fixture
def client(served: Desk) -> Client:
    return make_pages(served).test_client()


def decide_in_excel(round_: Hearing) -> None:
    """Decide one more change in the workbook."""
    review = Review(round_.small.year, lambda problem: problem.code)
    open_ = next(item for item in review.items.all if review.overview.state(item) == "open")
    write(sheet(round_), open_.rows[0].id, ("nej", None, None, None))


def counted(page: str) -> str:
    """What the page says of changes that are not decided."""
    return next((f"{n}" for n in (1, 2) if f">{n} change" in page), "…" if WAITS in page else "0")


def test_the_number_comes_after_the_rest_of_the_page_and_is_never_an_old_one(
    large: None, client: Client, round_: Hearing
) -> None:
    for left in ("2", "1", "0"):
        assert counted(client.get(YEAR).text) == "…"
        assert counted(client.get(f"{YEAR}?helt").text) == left
        assert counted(client.get(YEAR).text) == left, "it is known by now"
        if left != "0":
            decide_in_excel(round_)


def test_of_a_small_round_the_number_is_there_at_once(client: Client, round_: Hearing) -> None:
    for left in ("2", "1", "0"):
        assert counted(client.get(YEAR).text) == left
        if left != "0":
            decide_in_excel(round_)


@pytest.mark.parametrize("page", [ROUND, CHANGES])
def test_a_page_of_the_round_comes_at_once_and_then_whole(
    large: None, client: Client, page: str
) -> None:
    first = client.get(page)
    assert first.status_code == 200
    assert WAITS in first.text
    assert AABY not in first.text
    for again in (f"{page}?helt", page):
        whole = client.get(again).text
        assert WAITS not in whole
        assert AABY in whole


def test_an_answer_that_comes_makes_the_page_wait_for_it(
    large: None, client: Client, round_: Hearing
) -> None:
    client.get(f"{ROUND}?helt")
    assert WAITS not in client.get(ROUND).text
    round_.back("c.docx", reworded(round_.copies[AABY], "svært", "tungt"))
    round_.collect()
    assert WAITS in client.get(ROUND).text
    assert counted(client.get(f"{YEAR}?helt").text) == "2"


def test_what_cannot_be_read_is_told_and_not_waited_for(
    large: None, client: Client, round_: Hearing
) -> None:
    sheet(round_).with_name("01_samling.json").write_bytes(b"{")
    for page in (YEAR, ROUND, CHANGES):
        assert WAITS not in client.get(f"{page}?helt", follow_redirects=True).text


def test_what_pages_show_is_read_ahead_once_they_are_answered(
    large: None, served: Desk, client: Client, round_: Hearing
) -> None:
    pages = client.application
    served.ahead.begin(served.workspace, lambda: load_templates(pages))
    assert counted(client.get(YEAR).text) == "…"
    until(lambda: counted(client.get(YEAR).text) == "2")
    decide_in_excel(round_)
    assert counted(client.get(YEAR).text) in {"…", "1"}
    until(lambda: counted(client.get(YEAR).text) == "1")


def test_nothing_of_what_is_read_ahead_fails_in_a_sound_year(served: Desk, round_: Hearing) -> None:
    for read in served.ahead.steps(round_.small.year):
        read()


def test_when_work_is_told_to_be_done_its_page_need_not_wait(
    large: None, served: Desk, client: Client, round_: Hearing
) -> None:
    def do() -> Outcome:
        round_.back("c.docx", reworded(round_.copies[AABY], "svært", "tungt"))
        round_.collect()
        return Outcome()

    work = served.works.start(round_.small.year, "Saml", do)
    until(lambda: work.outcome is not None)
    assert WAITS not in client.get(ROUND).text
    assert counted(client.get(YEAR).text) == "2"


def until(holds: Callable[[], bool]) -> None:
    for _ in range(300):
        if holds():
            return
        threading.Event().wait(0.1)
    raise AssertionError("it never holds")


@pytest.fixture
def page(browser: Browser, round_: Hearing, tmp_path: Path) -> Iterator[Running]:
    with desk(round_.small.root, tmp_path / "bruger", program=("-c", SLOW)) as found:
        browser.width(1280)
        yield found
        browser.driver.get("about:blank")
        browser.told()


def test_in_a_browser_it_comes_by_itself(browser: Browser, page: Running) -> None:
    browser.enter(page, YEAR[1:])
    browser.shows("2 ændringer er ikke afgjort")
    base = browser.driver.current_url.removesuffix(YEAR)
    for path in (ROUND, CHANGES):
        browser.driver.get(base + path)
        browser.shows(AABY)
    assert browser.told() == []


@pytest.mark.parametrize("path", [YEAR, ROUND, CHANGES])
def test_everyone_can_use_a_page_that_waits(browser: Browser, page: Running, path: str) -> None:
    """As it stands before its script has run."""
    browser.enter(page, "vejledning/")
    browser.run(
        "return fetch(arguments[0]).then((answer) => answer.text()).then((text) => {"
        "document.documentElement.innerHTML = text })",
        browser.driver.current_url.partition("vejledning/")[0] + path[1:],
    )
    assert browser.run("return document.querySelectorAll('[data-later]').length") == 1
    everyone_can_use_it(browser)


def test_a_page_that_is_shown_stays_until_all_of_the_new_one_is_there(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    browser.enter(page, YEAR[1:])
    browser.shows("2 ændringer er ikke afgjort")
    browser.run(
        "window.waited = 0; new MutationObserver(() => {"
        "window.waited += document.querySelectorAll('[data-later]').length"
        "}).observe(document.getElementById('main'), {childList: true})"
    )
    decide_in_excel(round_)
    browser.run("document.dispatchEvent(new Event('visibilitychange'))")
    browser.shows("1 ændring er ikke afgjort")
    assert browser.run("return window.waited") == 0
