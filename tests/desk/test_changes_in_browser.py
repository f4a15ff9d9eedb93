"""The hearing's changes in a real browser: decided by keys, beside Excel, with the program gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.app.hearing.reviewing import Review
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.workspace.journal import Journal
from tests.app.hearing.rounds import AABY, BAEK, OEST, POINT, Hearing, hearing, reworded, say
from tests.app.hearing.test_carried import typed, write
from tests.app.hearing.test_desk_decisions import sheet
from tests.desk.browsing import Browser
from tests.desk.running import Running, desk

__all__ = ["hearing"]

PAGE = "aeldre-og-sundhed/2024/hoering"
ENTER, DOWN, UP, END = "\ue007", "\ue015", "\ue013", "\ue010"


@pytest.fixture
def round_(hearing: Hearing) -> Hearing:
    """Two wishes for U1, an edit of signs, another edit, and a comment by mail."""
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.back("b.docx", reworded(hearing.copies[BAEK], "svært", "besværligt"))
    oest = reworded(hearing.copies[OEST], "mødtes én gang", "mødtes, én gang")
    hearing.back("c.docx", reworded(oest, "Noget helt", "Noget ganske"))
    hearing.collect()
    hearing.answer(BAEK, "Husk <b>natten</b> & dagen.")
    return hearing


@pytest.fixture
def page(browser: Browser, round_: Hearing, tmp_path: Path) -> Iterator[Running]:
    """The page with the changes."""
    with desk(round_.small.root, tmp_path / "bruger") as found:
        browser.width(1280)
        browser.told()  # what earlier pages complained of
        browser.enter(found, PAGE)
        browser.shows("Høring, runde 1")
        yield found
        browser.driver.get("about:blank")


def workbook(round_: Hearing) -> Path:
    return sheet(round_, 2)


def in_list(browser: Browser) -> None:
    browser.run("document.getElementById('list').focus()")


def sums(browser: Browser, decided: int, open_: int) -> bool:
    said = f"afgjort {decided} · åbne {open_} · i alt {decided + open_}"
    return bool(browser.until(lambda: said in browser.text()))


def on_change(browser: Browser, words: str) -> bool:
    """Wait until the change on the page has some words."""
    shown = "return document.querySelector('#panel').innerText"
    return bool(browser.until(lambda: words in str(browser.run(shown))))


def settled(browser: Browser, round_: Hearing) -> None:
    """Wait until all that was kept stands in the workbook."""
    browser.until(lambda: not Journal(round_.small.year.journal).waiting)


def row_of(round_: Hearing, party: str, number: int = 0) -> str:
    review = Review(round_.small.year, say)
    rows = [row for item in review.items.all for row in item.rows if row.party == party]
    return rows[number].id


def test_a_whole_round_is_decided_by_keys_and_applied_like_any_other(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    assert sums(browser, 0, 4)
    browser.press("Godkend 1 redaktionel ændring")
    assert sums(browser, 1, 3)
    browser.driver.get(browser.driver.current_url.partition("?")[0] + "?vis=aabne")
    on_change(browser, "2 forskellige ønsker")
    in_list(browser)
    browser.keys("2")
    assert sums(browser, 2, 2)
    on_change(browser, "+ganske")
    assert browser.run("return document.activeElement.id") == "list"
    browser.keys("n")
    assert sums(browser, 3, 1)
    on_change(browser, "Husk <b>natten</b> & dagen.")
    browser.keys("j")
    assert sums(browser, 4, 0)
    settled(browser, round_)
    assert round_.apply().is_done
    assert round_.text("U1") == POINT.replace("svært", "besværligt")
    assert round_.text("U2") == "Noget helt nyt."
    assert "mødtes, én gang" in round_.text("3.1/1")


def test_an_own_wording_is_kept_while_it_is_typed_and_undone_in_one_go(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    row = row_of(round_, AABY)
    browser.driver.get(browser.driver.current_url.partition("?")[0] + f"?nr={row}")
    in_list(browser)
    browser.keys("e")
    on_change(browser, "Egen ordlyd: hele teksten")
    column = "return document.activeElement.dataset.column"
    browser.until(lambda: browser.run(column) == "Ny ordlyd")
    browser.keys(" Det gælder især <om> vinteren.")
    on_change(browser, "Gemt.")
    on_change(browser, "Det gælder især <om> vinteren.")
    settled(browser, round_)
    met, wording, *_ = typed(workbook(round_))[row]
    assert met == "delvist"
    assert str(wording).endswith("Det gælder især <om> vinteren.")
    browser.press("↶ Fortryd")
    browser.until(lambda: "<om>" not in str(browser.run("return document.body.innerHTML")))
    browser.press("↶ Fortryd")
    assert sums(browser, 0, 4)
    settled(browser, round_)
    assert typed(workbook(round_))[row] == (None, None, None, None)
    browser.press("↷ Gentag")
    assert sums(browser, 1, 3)


def test_what_is_typed_in_excel_meanwhile_is_shown_and_never_written_over(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    row = row_of(round_, OEST, 1)
    other = row_of(round_, AABY)
    write(workbook(round_), row, ("nej", None, None, "Fra Excel."))
    assert sums(browser, 1, 3)
    lock = workbook(round_).with_name(f"~${workbook(round_).name}")
    lock.write_text("")
    browser.driver.get(browser.driver.current_url.partition("?")[0] + f"?nr={other}")
    in_list(browser)
    browser.keys("1")
    assert sums(browser, 2, 2)
    browser.shows("2 felter venter på at blive skrevet i regnearket.")
    assert browser.barriers() == []
    assert typed(workbook(round_))[other][0] is None
    write(workbook(round_), other, ("nej", None, None, None))
    browser.driver.get(browser.driver.current_url.partition("?")[0] + f"?nr={other}")
    browser.shows("Her siger regnearket og siden noget forskelligt i Imødekommet.")
    assert browser.barriers() == []
    browser.press("Brug det, der blev skrevet her: “ja”")
    lock.unlink()
    settled(browser, round_)
    assert typed(workbook(round_))[other][0] == "ja"
    assert typed(workbook(round_))[row] == ("nej", None, None, "Fra Excel.")


def test_two_tabs_that_showed_the_same_keep_both_answers(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    lock = workbook(round_).with_name(f"~${workbook(round_).name}")
    lock.write_text("")
    row = row_of(round_, OEST, 1)
    here = browser.driver.current_url.partition("?")[0] + f"?nr={row}"
    browser.driver.get(here)
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    try:
        browser.driver.get(here)
        on_change(browser, "+ganske")
        in_list(browser)
        browser.keys("j")
        sums(browser, 1, 3)
    finally:
        browser.driver.close()
        browser.driver.switch_to.window(first)
    browser.run(
        "const form = document.getElementById('change');"
        "form.querySelector('button[value=nej]').click()"
    )
    browser.until(lambda: len(Journal(round_.small.year.journal).entries) == 2)
    review = Review(round_.small.year, say)
    assert len(review.waiting.cells) == 1
    kept = {entry.said.value for entry in review.journal.waiting}
    assert kept == {"ja", "nej"}


def test_the_program_may_die_and_begin_anew_and_nothing_typed_is_lost(
    browser: Browser, page: Running, round_: Hearing, tmp_path: Path
) -> None:
    row = row_of(round_, OEST, 1)
    browser.driver.get(browser.driver.current_url.partition("?")[0] + f"?nr={row}")
    on_change(browser, "Begrundelse")
    page.process.kill()
    page.process.wait()
    browser.run("document.querySelector('textarea[data-column=Begrundelse]').focus()")
    browser.keys("Drøftet på mødet.")
    browser.shows("Siden har mistet forbindelsen til programmet.")
    with desk(round_.small.root, tmp_path / "bruger"):
        browser.until(lambda: Journal(round_.small.year.journal).entries)
        settled(browser, round_)
        assert typed(workbook(round_))[row][3] == "Drøftet på mødet."
        on_change(browser, "Gemt.")
        browser.driver.get("about:blank")


def test_single_keys_can_be_switched_off_and_act_nowhere_else(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    browser.run("document.querySelector('#panel h2').focus()")
    browser.keys("n")
    browser.press("Genvejstaster i listen: slået til")
    browser.shows("Genvejstaster i listen: slået fra")
    in_list(browser)
    browser.keys("n")
    browser.keys(DOWN)
    on_change(browser, "ændring 2 af 4")
    browser.keys(END)
    on_change(browser, "ændring 4 af 4")
    browser.keys(ENTER)
    assert browser.run("return document.activeElement.tagName") == "H2"
    assert not Journal(round_.small.year.journal).entries
    assert sums(browser, 0, 4)


@pytest.mark.parametrize("pixels", [1280, 800, 640, 320])
def test_nothing_is_wider_than_the_window(browser: Browser, page: Running, pixels: int) -> None:
    browser.width(pixels)
    assert browser.misfits(pixels) == []


def test_everyone_can_use_the_pages_in_all_their_states(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    assert browser.told() == []
    assert browser.barriers() == []
    base = browser.driver.current_url.partition("?")[0]
    for query in (f"?nr={row_of(round_, AABY)}", "?vis=uenige", "?vis=redaktionelle&part=Ingen"):
        browser.driver.get(base + query)
        browser.shows("Høring, runde 1")
        assert browser.barriers() == []
    in_list(browser)
    for view in ("udsendt", "alle", "afgjort", "nu"):
        browser.driver.get(f"{base}/afsnit/3.6?visning={view}")
        browser.shows("Udfordringer")
        assert browser.barriers() == []


def test_a_section_is_seen_as_it_is_decided(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    base = browser.driver.current_url.partition("?")[0]
    browser.driver.get(f"{base}/afsnit/3.6?visning=alle")
    assert browser.shows("umuligt")
    assert "besværligt" in browser.text()
    browser.driver.get(f"{base}?vis=aabne")
    row = row_of(round_, AABY)
    browser.driver.get(f"{base}?nr={row}")
    in_list(browser)
    browser.keys("1")
    sums(browser, 1, 3)
    browser.driver.get(f"{base}/afsnit/3.6?visning=nu")
    assert browser.shows("Det er umuligt at dække natten.")
    assert "besværligt" not in browser.text()


def test_a_decision_in_the_report_is_undone_by_a_record_of_its_own(
    browser: Browser, page: Running, round_: Hearing
) -> None:
    review = Review(round_.small.year, say)
    for item in review.items.all:
        review.decide(item, Outcome.YES)
    assert sums(browser, 4, 0)
    assert browser.shows("Alt er afgjort.")
    assert browser.barriers() == []
    assert round_.apply().is_done
    browser.driver.refresh()
    assert browser.shows("Afgjort i runde 1 og siden")
    assert browser.barriers() == []
    assert round_.text("U2") == "Noget ganske nyt."
    browser.run(
        "[...document.querySelectorAll('.decided li')].find(each =>"
        " each.innerText.includes('Noget ganske nyt.')).querySelector('button').click()"
    )
    assert browser.shows("Fortrudt i 002/1")
    assert round_.text("U2") == "Noget helt nyt."


@pytest.mark.parametrize("go", ["[data-go]", "#sums [data-focus=keys]"])
def test_what_is_typed_while_the_page_shows_something_else_is_kept(
    browser: Browser, page: Running, round_: Hearing, go: str
) -> None:
    row = row_of(round_, OEST, 1)
    browser.driver.get(browser.driver.current_url.partition("?")[0] + f"?nr={row}")
    on_change(browser, "Begrundelse")
    browser.run(
        "document.querySelector(arguments[0]).click();"
        "const field = document.querySelector('textarea[data-column=Begrundelse]');"
        "field.value = 'Drøftet på mødet.';"
        "field.dispatchEvent(new Event('input', {bubbles: true}))",
        f".steps {go}" if go.startswith("[") else go,
    )
    browser.until(lambda: Journal(round_.small.year.journal).entries)
    settled(browser, round_)
    (entry,) = Journal(round_.small.year.journal).entries
    assert (entry.place[1:], entry.said.value) == ((row, "Begrundelse"), "Drøftet på mødet.")
    assert typed(workbook(round_))[row][3] == "Drøftet på mødet."
